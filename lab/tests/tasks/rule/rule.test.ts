import assert from "node:assert/strict";
import { absent, complianceItem, healthyLab } from "../../fakes/labAnswers";
import { labStack } from "../../fakes/labStack";
import { examine, missing, missingInShort, redeploy, remediatedEc2 } from "../harness";

describe("Task 5 finds", () => {
  it("a rule that isn't there", async () => {
    const gone = {
      DescribeConfigRules: absent("NoSuchConfigRuleException"),
      GetComplianceDetailsByConfigRule: absent("NoSuchConfigRuleException"),
    };
    assert.deepEqual(missingInShort(await examine(5, { answers: gone })), [
      "rule EC2SecurityGroup: absent",
      "compliance of LabSG1: nothing",
      "annotation of LabSG1: nothing",
      "compliance of the VPC's default group: nothing",
      "annotation of the VPC's default group: nothing",
    ]);
  });

  it("a function that fails", async () => {
    const failing = {
      DescribeConfigRuleEvaluationStatus: () => ({
        ConfigRulesEvaluationStatus: [
          {
            LastSuccessfulInvocationTime: new Date(0),
            LastFailedInvocationTime: new Date(60_000),
            LastErrorCode: "LambdaFailed",
            LastErrorMessage: "boom",
          },
        ],
      }),
    };
    assert.deepEqual(missing(await examine(5, { answers: failing })), [
      {
        what: "its evaluations",
        expected: "at least one, the last without error",
        seen: "LambdaFailed at 1970-01-01T00:01:00.000Z: boom",
        hint: "Check the function's log: npx config-lab logs --since 1d",
      },
    ]);
  });

  it("a rule that is evaluated for every group of a shared account, or for another student's", async () => {
    const stack = {
      ruleScope: "tag",
      functionName: "evaluate_remediate_security_group-stuabc",
      ruleName: "EC2SecurityGroup-stuabc",
    } as const;
    const { ConfigRules: [healthy] = [] } = healthyLab(
      labStack(stack),
      remediatedEc2(),
    ).DescribeConfigRules?.({}) as { ConfigRules?: object[] };
    const seen = async (Scope: object) => {
      const answers = { DescribeConfigRules: () => ({ ConfigRules: [{ ...healthy, Scope }] }) };
      return missing(await examine(5, { stack, answers }));
    };
    assert.deepEqual(await seen({ TagKey: "ConfigRule", TagValue: "EC2SecurityGroup-stuabc" }), []);
    const scopes: [object, string][] = [
      [{ ComplianceResourceTypes: ["AWS::EC2::SecurityGroup"] }, "AWS::EC2::SecurityGroup"],
      [{ TagKey: "ConfigRule", TagValue: "EC2SecurityGroup-studef" }, "ConfigRule = EC2SecurityGroup-studef"],
      [{}, "nothing"],
    ];
    for (const [scope, found] of scopes) {
      assert.deepEqual(await seen(scope), [
        {
          what: "the tag of its resources",
          expected: "ConfigRule = EC2SecurityGroup-stuabc",
          seen: found,
          hint: redeploy,
        },
      ]);
    }
  });

  it("a group that was never seen non-compliant, or isn't compliant again", async () => {
    const histories: [items: object[], seen: string][] = [
      [[complianceItem(1, "COMPLIANT")], "COMPLIANT"],
      [[complianceItem(1, "COMPLIANT"), complianceItem(2, "NON_COMPLIANT")], "COMPLIANT, NON_COMPLIANT"],
    ];
    for (const [configurationItems, seen] of histories) {
      assert.deepEqual(
        missing(
          await examine(5, { answers: { GetResourceConfigHistory: () => ({ configurationItems }) } }),
        ).map((check) => [check.what, check.expected, check.seen]),
        ["LabSG1", "the VPC's default group"].map((what) => [
          `compliance history of ${what}`,
          "NON_COMPLIANT before COMPLIANT",
          seen,
        ]),
      );
    }
  });

  it("nothing wrong where AWS doesn't record compliance, and says so", async () => {
    const report = await examine(5, {
      answers: { GetResourceConfigHistory: absent("ResourceNotDiscoveredException") },
    });
    assert.deepEqual(missing(report), []);
    assert.equal(
      report.checks.find(({ what }) => what === "compliance history of LabSG1")?.seen,
      "not recorded: the recorder doesn't record AWS::Config::ResourceCompliance",
    );
  });
});
