import { deepStrictEqual } from "node:assert";
import { configTrust, s3Access, snsPublish } from "../../components/policies/configRolePolicies";
import { functionRolePolicy, lambdaTrust } from "../../components/policies/functionRolePolicy";
import { limitedRoles } from "../limitedRoles";
import { document, planned, settingsWith } from "./examples";

const account = { id: "123456789012", region: "us-east-1", partition: "aws", zone: "us-east-1a" };
const vpc = "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0a1b2c3d4e5f60718";
const logGroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:awsconfig_lambda_security_group";

const ofRole = (props: Record<string, unknown>) =>
  limitedRoles.violations(planned("aws:iam/role:Role", props), settingsWith());
const ofPolicy = (policy: string, config: Record<string, string> = {}) =>
  limitedRoles.violations(planned("aws:iam/rolePolicy:RolePolicy", { policy }), settingsWith(config));
const ofAttachment = (policyArn: string) =>
  limitedRoles.violations(
    planned("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn }),
    settingsWith(),
  );

describe("limited-roles", () => {
  it("is met by the lab's own roles, in each mode and scope", () => {
    for (const mode of ["enforce", "report"] as const) {
      for (const scope of ["lab", "account"] as const) {
        const role = { account, mode, scope, vpcId: "vpc-0a1b2c3d4e5f60718", logGroupArn };
        deepStrictEqual(ofPolicy(JSON.stringify(functionRolePolicy(role)), { mode, scope }), []);
      }
    }
    deepStrictEqual(ofPolicy(JSON.stringify(s3Access(account, "history"))), []);
    deepStrictEqual(ofPolicy(JSON.stringify(snsPublish(account))), []);
    for (const trust of [lambdaTrust(), configTrust(account)]) {
      deepStrictEqual(ofRole({ assumeRolePolicy: JSON.stringify(trust) }), []);
    }
  });

  it("is violated by wildcards among actions", () => {
    deepStrictEqual(ofPolicy(document({ Action: ["logs:*", "ec2:Describe*"], Resource: logGroupArn })), [
      "Wildcard action: expected single actions, got logs:*.",
      "Wildcard action: expected single actions, got ec2:Describe*.",
    ]);
  });

  const change = { Action: "ec2:RevokeSecurityGroupIngress", Resource: "*" };
  const unlimited =
    "ec2:RevokeSecurityGroupIngress isn't limited to the lab: expected the condition ArnEquals on ec2:Vpc with the VPC's ARN.";

  it("lets EC2 be changed with the VPC's condition only, unless the scope is the account", () => {
    deepStrictEqual(ofPolicy(document(change)), [unlimited]);
    deepStrictEqual(ofPolicy(document({ ...change, Condition: { ArnEquals: { "ec2:Vpc": vpc } } })), []);
    deepStrictEqual(ofPolicy(document(change), { scope: "account" }), []);
  });

  for (const [what, Condition] of [
    ["on any VPC", { ArnEquals: { "ec2:Vpc": "arn:aws:ec2:us-east-1:123456789012:vpc/*" } }],
    ["on this VPC or any", { ArnEquals: { "ec2:Vpc": [vpc, "*"] } }],
    ["that every VPC but this one meets", { ArnNotEquals: { "ec2:Vpc": vpc } }],
    ["that is met where there is no VPC", { ArnEqualsIfExists: { "ec2:Vpc": vpc } }],
  ] as const) {
    it(`is violated by a change of EC2 with a condition ${what}`, () => {
      deepStrictEqual(ofPolicy(document({ ...change, Condition })), [unlimited]);
    });
  }

  it("lets mode report change nothing of EC2", () => {
    const policy = document({ ...change, Condition: { ArnEquals: { "ec2:Vpc": vpc } } });
    deepStrictEqual(ofPolicy(policy, { mode: "report" }), [
      "ec2:RevokeSecurityGroupIngress: expected no change of EC2 in mode report.",
    ]);
  });

  it("is violated by writes on every resource, by changes of IAM, and by what is all but something", () => {
    deepStrictEqual(ofPolicy(document({ Action: ["sns:Publish", "s3:GetObject"], Resource: "*" })), [
      "sns:Publish is allowed on every resource: expected ARNs of the lab's.",
    ]);
    deepStrictEqual(ofPolicy(document({ Action: "iam:PutRolePolicy", Resource: "arn:aws:iam::1:role/x" })), [
      "iam:PutRolePolicy changes what roles may do: expected no such permission.",
    ]);
    deepStrictEqual(ofPolicy(document({ NotAction: "iam:*", Resource: "*" })), [
      "A statement allows all but something: expected Action and Resource.",
    ]);
  });

  it("doesn't mind what is denied", () => {
    deepStrictEqual(ofPolicy(document({ Effect: "Deny", Action: "*", Resource: "*" })), []);
  });

  it("is violated by a principal that isn't a service", () => {
    const trust = (Principal: unknown) => document({ Principal, Action: "sts:AssumeRole" });
    const root = "arn:aws:iam::210987654321:root";
    deepStrictEqual(ofRole({ assumeRolePolicy: trust({ AWS: root, Service: "lambda.amazonaws.com" }) }), [
      `The role's trust policy: expected services of AWS only, got ${root}.`,
    ]);
    deepStrictEqual(ofRole({ assumeRolePolicy: trust("*") }), [
      "The role's trust policy: expected services of AWS only, got *.",
    ]);
  });

  it("sees the policies that a role has in itself", () => {
    deepStrictEqual(
      ofRole({
        managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        inlinePolicies: [{ name: "all", policy: document({ Action: "*", Resource: "*" }) }],
      }),
      [
        "Managed policy: expected AWS_ConfigRole or AWSLambdaBasicExecutionRole, got arn:aws:iam::aws:policy/AdministratorAccess.",
        "Wildcard action: expected single actions, got *.",
      ],
    );
  });

  it("lets the handout's managed policies and the account's own be attached, and no other", () => {
    for (const arn of [
      "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
      "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
      "arn:aws:iam::123456789012:policy/own",
    ]) {
      deepStrictEqual(ofAttachment(arn), []);
    }
    deepStrictEqual(ofAttachment("arn:aws:iam::aws:policy/PowerUserAccess"), [
      "Managed policy: expected AWS_ConfigRole or AWSLambdaBasicExecutionRole, got arn:aws:iam::aws:policy/PowerUserAccess.",
    ]);
  });
});
