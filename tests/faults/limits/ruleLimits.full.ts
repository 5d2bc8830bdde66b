import { deepStrictEqual, strictEqual } from "node:assert";
import { startFaultLab, type FaultLab } from "../lab/faultLab";
import type { FunctionEnvironment } from "../lab/environment";

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

describe("the function's archive at a group's limits", function () {
  this.timeout(300_000);

  for (const { rules, quota } of [
    { rules: 60, quota: undefined },
    { rules: 1000, quota: 1000 },
  ]) {
    describe(`of ${rules} rules`, () => {
      let lab: FaultLab;
      let environment: FunctionEnvironment;
      before(async () => {
        lab = await startFaultLab({}, quota);
        environment = lab.startEnvironment();
      });
      after(() => lab?.stop());

      /** Evaluates a group, counting the calls. */
      const evaluate = async (groupId: string) => {
        const calls: string[] = [];
        lab.intercept(groupId, {
          intercept: async ({ operation }, carryOut) => {
            calls.push(operation);
            return carryOut();
          },
        });
        strictEqual(await environment.invoke(lab.eventOf(groupId)), undefined);
        return calls;
      };

      it("remediates a full group of extra rules: the second round authorizes what the quota kept out of the first", async () => {
        const groupId = await lab.makeGroup(from(1000, rules));
        deepStrictEqual(await evaluate(groupId), [
          "DescribeSecurityGroups",
          "PutEvaluations",
          "AuthorizeSecurityGroupIngress",
          "RevokeSecurityGroupIngress",
          "DescribeSecurityGroups",
          "AuthorizeSecurityGroupIngress",
          "DescribeSecurityGroups",
          "PutEvaluations",
        ]);
        deepStrictEqual(await lab.portsOf(groupId), [80, 443]);
        strictEqual(await lab.complianceOf(groupId), "COMPLIANT");
      });

      it("remediates a group that has room for what is required in one round", async () => {
        const groupId = await lab.makeGroup([80, ...from(1000, rules - 2)]);
        deepStrictEqual(await evaluate(groupId), [
          "DescribeSecurityGroups",
          "PutEvaluations",
          "AuthorizeSecurityGroupIngress",
          "RevokeSecurityGroupIngress",
          "DescribeSecurityGroups",
          "PutEvaluations",
        ]);
        deepStrictEqual(await lab.portsOf(groupId), [80, 443]);
      });
    });
  }
});
