import { deepStrictEqual } from "node:assert";
import { Faults, type Interceptor } from "../../../local/aws/faults";
import { startLambdaLab, type LambdaLab } from "../lab/lambdaLab";
import { places } from "./faultKinds";

/** One group for each place; its name is that of the call that hangs. */
const all = Object.values(places);

describe("the function under a call that hangs beyond its time limit", function () {
  this.timeout(300_000);
  let lab: LambdaLab;
  const hangs = new Map<string, Interceptor>();
  const struck: string[] = [];

  before(async () => {
    const interceptor: Interceptor = {
      intercept: (request, carryOut) => {
        const groupId = /sg-[0-9a-f]{17}/.exec(request.body.toString("latin1"))?.[0] ?? "";
        const faults = request.caller.kind === "role" ? hangs.get(groupId) : undefined;
        return faults ? faults.intercept(request, carryOut) : carryOut();
      },
    };
    lab = await startLambdaLab({ timeout: 8, faults: interceptor });
    for (const { name, call, number } of all) {
      const fault = { call, effect: "hang", nth: number } as const;
      const groupId = await lab.makeGroup(name, [80, 465, 993]);
      hangs.set(groupId, new Faults({ faults: [fault] }, () => struck.push(name)));
    }
    await lab.startRule();
  });
  after(() => lab?.stop());

  it("is ended by Lambda and invoked again, and ends right", async () => {
    deepStrictEqual(struck.sort(), all.map(({ name }) => name).sort());
    // The VPC's default group too.
    deepStrictEqual(await lab.portsOfGroups(), { "80,443": all.length + 1 });
  });

  it("has AWS Config show it COMPLIANT in the end", async () => {
    // The default group of the region's default VPC is out of the rule's scope.
    const results = await lab.resultsInScope();
    deepStrictEqual(results, { COMPLIANT: all.length + 1 });
  });
});
