import { deepStrictEqual, equal } from "node:assert/strict";
import {
  evaluatePolicies,
  validateAndEvaluatePolicies,
} from "@config-remediation-lab/local/aws/iam/simulator";
import permissions from "../../.github/aws/preview-permissions.json";
import trust from "../../.github/aws/preview-trust.json";

const account = "123456789012";
const role = `arn:aws:iam::${account}:role/lab-preview`;
const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

describe("the role of the preview against AWS", () => {
  const may = (action: string, resource = "*") =>
    validateAndEvaluatePolicies(
      account,
      `arn:aws:sts::${account}:assumed-role/lab-preview/run`,
      { action, resource, context: {} },
      { identity: [{ name: "preview", policy: permissions }] },
    );

  it("may look up what a preview asks for", async () => {
    for (const action of ["ec2:DescribeAvailabilityZones", "config:DescribeDeliveryChannels"])
      equal(await may(action), "allowed", action);
  });

  it("may change nothing, and read nothing of a lab", async () => {
    const denied: [action: string, resource: string][] = [
      ["ec2:CreateVpc", `arn:aws:ec2:us-east-1:${account}:vpc/*`],
      ["ec2:AuthorizeSecurityGroupIngress", `arn:aws:ec2:us-east-1:${account}:security-group/sg-1`],
      ["iam:PassRole", role],
      ["iam:CreateRole", role],
      ["s3:GetObject", "arn:aws:s3:::bucket/key"],
      ["lambda:InvokeFunction", `arn:aws:lambda:us-east-1:${account}:function:f`],
      ["config:PutConfigRule", `arn:aws:config:us-east-1:${account}:config-rule/r`],
      ["ec2:DescribeSecurityGroups", "*"],
    ];
    for (const [action, resource] of denied) equal(await may(action, resource), "implicitly denied", action);
  });

  const assumed = (claims: { aud?: string; sub?: string }) =>
    evaluatePolicies(
      account,
      github,
      {
        action: "sts:AssumeRoleWithWebIdentity",
        resource: role,
        context: {
          "token.actions.githubusercontent.com:aud": claims.aud ?? "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub":
            claims.sub ?? "repo:ORGANISATION/REPOSITORY:pull_request",
        },
      },
      { identity: [], resource: trust },
    );

  it("is assumed by pull requests of the repository, and by nothing else", () => {
    equal(assumed({}), "allowed");
    for (const sub of [
      "repo:ORGANISATION/REPOSITORY:ref:refs/heads/main",
      "repo:ORGANISATION/OTHER:pull_request",
      "repo:SOMEONE/REPOSITORY:pull_request",
      "repo:ORGANISATION/REPOSITORY-2:pull_request",
    ])
      equal(assumed({ sub }), "implicitly denied", sub);
    equal(assumed({ aud: "https://github.com/ORGANISATION" }), "implicitly denied");
  });

  it("has one statement in each of its policies", () => {
    deepStrictEqual([permissions.Statement.length, trust.Statement.length], [1, 1]);
  });
});
