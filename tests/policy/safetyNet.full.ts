import { deepStrictEqual } from "node:assert";
import { startLambdaLab, type LambdaLab } from "../faults/lab/lambdaLab";

/** The rule has no other trigger here, so that nothing but the schedule can bring a group to the function. */
describe("the safety net", function () {
  this.timeout(120_000);
  let lab: LambdaLab;
  before(async () => {
    lab = await startLambdaLab({
      configuration: { safetyNet: "One_Hour" },
      triggers: ["ScheduledNotification"],
    });
  });
  after(() => lab?.stop());

  it("reports and remediates every group of the VPC, over several pages and requests", async () => {
    const count = 120;
    for (let index = 0; index < count; index++)
      await lab.makeGroup(`group-${index}`, index < 10 ? [80, 465] : [80, 443]);
    await lab.startRule();
    // The VPC's default group too.
    deepStrictEqual(await lab.portsOfGroups(), { "80,443": count + 1 });
    deepStrictEqual(await lab.resultsInScope(), { COMPLIANT: count + 1 });
  });
});
