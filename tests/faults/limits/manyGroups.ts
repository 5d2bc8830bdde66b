import { deepStrictEqual } from "node:assert";
import { startLambdaLab, type LambdaLab } from "../lab/lambdaLab";
import { tcp } from "../lab/faultLab";

/** Requests at once. */
const writers = 10;

/** Runs the work for each of them, a few at once. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const one = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: writers }, one));
}

/**
 * Tests of the rule over so many groups. AWS Config invokes 10 times at once, and Lambda here runs 2 environments: the other
 * invocations wait.
 */
export function describeManyGroups(count: number): void {
  describe(`the rule over ${count} groups`, function () {
    this.timeout(60 * 60_000);
    let lab: LambdaLab;
    const groups: string[] = [];

    before(async () => {
      lab = await startLambdaLab({});
      await forEach(
        Array.from({ length: count }, (_, index) => index),
        async (index) =>
          groups.push(await lab.makeGroup(`group-${index}`, index % 2 === 0 ? [80, 443] : [80, 465])),
      );
    });
    after(() => lab?.stop());

    const expectRemediated = async () => {
      deepStrictEqual(await lab.portsOfGroups(), { "80,443": count + 1 });
      const results = await lab.resultsInScope();
      deepStrictEqual(results, { COMPLIANT: count + 1 });
    };

    it("remediates and reports each of them in its first evaluation", async () => {
      await lab.startRule();
      await expectRemediated();
    });

    it("remediates and reports each of them after a burst of changes to all", async () => {
      await forEach(groups, (GroupId) =>
        lab.clients.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [tcp(22), tcp(3389)] }),
      );
      await lab.aws.idle();
      await expectRemediated();
    });
  });
}
