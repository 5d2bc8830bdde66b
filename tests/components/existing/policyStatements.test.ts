import { equal } from "node:assert/strict";
import fc from "fast-check";
import { decide, statementsOf, type Statement } from "../../../components/existing/policyStatements";
import { evaluatePolicies } from "../../../local/aws/iam";
import { account } from "../mockAws";

const group = "arn:aws:ec2:us-east-1:123456789012:security-group/sg-1";
const action = "ec2:RevokeSecurityGroupIngress";

const allowing = (changes: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action: "*",
  Resource: "*",
  ...changes,
});

describe("decide", () => {
  it("decides by the actions and resources of the statements", () => {
    const cases: [Statement[], string][] = [
      [[], "denied"],
      [[allowing()], "allowed"],
      [[allowing({ Action: ["s3:*", "EC2:revoke*Ingress"] })], "allowed"],
      [[allowing({ Action: "ec2:RevokeSecurityGroupIngres?" })], "allowed"],
      [[allowing({ Action: "ec2:Revoke" })], "denied"],
      [[allowing({ Action: undefined, NotAction: "ec2:*" })], "denied"],
      [[allowing({ Resource: "arn:aws:ec2:*:*:security-group/*" })], "allowed"],
      [[allowing({ Resource: undefined, NotResource: group })], "denied"],
      [[allowing(), allowing({ Effect: "Deny", Action: "ec2:*" })], "denied"],
    ];
    for (const [statements, expected] of cases)
      equal(decide(statements, action, group), expected, JSON.stringify(statements));
  });

  it("leaves conditions and policy variables to IAM", () => {
    const Condition = { StringEquals: { "ec2:Vpc": "arn" } };
    equal(decide([allowing({ Condition })], action, group), "unknown");
    equal(decide([allowing(), allowing({ Effect: "Deny", Condition })], action, group), "unknown");
    equal(decide([allowing({ Condition }), allowing()], action, group), "allowed");
    const Resource = "arn:aws:ec2:*:${aws:PrincipalAccount}:security-group/*";
    equal(decide([allowing({ Resource })], action, group), "unknown");
  });

  it("reads one statement like a list of one", () => {
    equal(statementsOf(JSON.stringify({ Statement: allowing() })).length, 1);
    equal(statementsOf(JSON.stringify({ Statement: [allowing(), allowing()] })).length, 2);
  });

  it("decides as IAM does, as AWS on this machine evaluates it", () => {
    const actions = fc.subarray(["*", "ec2:*", "ec2:revoke*", action, "ec2:Authorize*", "s3:GetObject"], {
      minLength: 1,
    });
    const resources = fc.subarray(
      ["*", group, "arn:aws:ec2:*:*:security-group/*", `${group}2`, "arn:aws:s3:::b/*"],
      {
        minLength: 1,
      },
    );
    const statement = fc
      .tuple(fc.constantFrom("Allow", "Deny"), fc.boolean(), actions, fc.boolean(), resources)
      .map(([Effect, notAction, each, notResource, on]) => ({
        Effect,
        [notAction ? "NotAction" : "Action"]: each,
        [notResource ? "NotResource" : "Resource"]: on,
      }));
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 3 }), (statements) => {
        const policy = { Version: "2012-10-17", Statement: statements };
        const verdict = evaluatePolicies(
          account.id,
          `arn:aws:sts::${account.id}:assumed-role/LabRole/run`,
          { action, resource: group, context: {} },
          { identity: [{ name: "policy", policy }] },
        );
        equal(decide(statements, action, group), verdict === "allowed" ? "allowed" : "denied");
      }),
    );
  });
});
