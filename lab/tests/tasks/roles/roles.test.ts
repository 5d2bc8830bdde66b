import assert from "node:assert/strict";
import { absent } from "../../fakes/labAnswers";
import { examine, missingInShort } from "../harness";

describe("Task 2", () => {
  it("shows role, actions, on what, the condition, effect and policy", async () => {
    const { evidence } = await examine(2);
    assert.deepEqual(evidence[0]?.head, ["role", "actions", "on", "condition", "effect", "policy"]);
    assert.deepEqual(evidence[0].rows[2], [
      "AwsConfigLambdaSGRole",
      "ec2:AuthorizeSecurityGroupIngress, ec2:RevokeSecurityGroupIngress",
      "*",
      "ArnEquals ec2:Vpc = arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0aaaaaaaaaaaaaaaa",
      "Allow",
      "awsconfig_lambda_ec2_sg_role_policy",
    ]);
    assert.equal(evidence[0].rows.length, 9);
  });

  it("finds a role, a policy and an action that are missing", async () => {
    const without = {
      GetRole: ({ RoleName }: Record<string, unknown>) =>
        RoleName === "AwsConfigRole" ? absent("NoSuchEntity")() : { Role: {} },
      GetRolePolicy: () => ({
        PolicyDocument: encodeURIComponent(
          JSON.stringify({
            Statement: { Effect: "Allow", Action: ["CONFIG:Put*", "logs:*", "ec2:Describe*"], Resource: "*" },
          }),
        ),
      }),
      ListAttachedRolePolicies: () => ({ AttachedPolicies: [] }),
    };
    assert.deepEqual(missingInShort(await examine(2, { answers: without })), [
      "who may assume AwsConfigLambdaSGRole: nobody",
      "awsconfig_lambda_ec2_sg_role_policy of AwsConfigLambdaSGRole: doesn't allow ec2:AuthorizeSecurityGroupIngress, ec2:RevokeSecurityGroupIngress",
      "managed policies of AwsConfigLambdaSGRole: none",
      "role AwsConfigRole: absent",
    ]);
  });
});
