import assert from "node:assert/strict";
import { absent } from "../../fakes/labAnswers";
import { accountId, labGroup } from "../../fakes/labStack";
import { examine, missing, missingInShort } from "../harness";

const arn = `arn:aws:iam::${accountId}:role/LabRole`;
const stack = {
  configRoleName: "LabRole",
  configRoleArn: arn,
  functionRoleName: "LabRole",
  functionRoleArn: arn,
};
const trust = (...services: string[]) => ({
  GetRole: () => ({
    Role: {
      AssumeRolePolicyDocument: encodeURIComponent(
        JSON.stringify({
          Statement: { Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" },
        }),
      ),
    },
  }),
});
const trusted = trust("ec2.amazonaws.com", "lambda.amazonaws.com", "config.amazonaws.com");

describe("a role of the account, which the stack uses", () => {
  it("needn't be as in the handout, and least privilege isn't promised of it", async () => {
    const { checks } = await examine(2, { stack, answers: trusted });
    assert.deepEqual(
      checks.map(({ what, seen, ok }) => [what, seen, ok]),
      [1, 2].flatMap(() => [
        [
          "whose role LabRole is",
          "the account's: the stack uses it, and least privilege isn't promised",
          true,
        ],
        ["who may assume LabRole", "ec2.amazonaws.com, lambda.amazonaws.com, config.amazonaws.com", true],
        ["what LabRole allows", "all of them", true],
      ]),
    );
  });

  it("must be trusted and allow what the lab needs, on what it needs it", async () => {
    const asked: unknown[] = [];
    const answers = {
      ...trust("config.amazonaws.com"),
      SimulatePrincipalPolicy: (input: Readonly<Record<string, unknown>>) => {
        asked.push([input.ResourceArns, input.ContextEntries]);
        const EvaluationResults = (input.ActionNames as string[]).map((EvalActionName) => ({
          EvalActionName,
          EvalDecision: EvalActionName === "ec2:RevokeSecurityGroupIngress" ? "implicitDeny" : "allowed",
        }));
        return { EvaluationResults };
      },
    };
    const found = missing(await examine(2, { stack, answers }));
    assert.deepEqual(
      found.map(({ what, expected, seen }) => [what, expected, seen]),
      [
        ["who may assume LabRole", "lambda.amazonaws.com, among others", "config.amazonaws.com"],
        [
          "what LabRole allows",
          "config:PutEvaluations, ec2:DescribeSecurityGroups, ec2:AuthorizeSecurityGroupIngress, ec2:RevokeSecurityGroupIngress, logs:CreateLogStream, logs:PutLogEvents",
          `not ec2:RevokeSecurityGroupIngress on arn:aws:ec2:us-east-1:${accountId}:security-group/${labGroup}`,
        ],
      ],
    );
    assert.deepEqual(asked[1], [
      [`arn:aws:ec2:us-east-1:${accountId}:security-group/${labGroup}`],
      [
        {
          ContextKeyName: "ec2:Vpc",
          ContextKeyType: "string",
          ContextKeyValues: [`arn:aws:ec2:us-east-1:${accountId}:vpc/vpc-0aaaaaaaaaaaaaaaa`],
        },
      ],
    ]);
  });

  it("has nothing known against it where it may not be simulated", async () => {
    const answers = { ...trusted, SimulatePrincipalPolicy: absent("AccessDenied") };
    assert.deepEqual(missingInShort(await examine(2, { stack, answers })), []);
  });
});
