import { deepStrictEqual, ok } from "node:assert";
import { configTrust, s3Access, snsPublish } from "../../../components/policies/configRolePolicies";
import { bucketPolicy, topicPolicy } from "../../../components/policies/deliveryPolicies";
import { functionRolePolicy, lambdaTrust } from "../../../components/policies/functionRolePolicy";
import type { PolicyDocument } from "../../../components/policies/policyDocument";
import { account } from "../mockAws";
import { allows, type Asked } from "./allows";
import { removalsOf } from "./removals";

/** A policy with the requests that the lab makes, and with those that it must not let pass. */
interface PolicyUse {
  readonly document: PolicyDocument;
  readonly kind: "identity" | "resource";
  /** By the step that makes it. */
  readonly needed: Readonly<Record<string, Asked>>;
  /** By what would be wrong with it. */
  readonly forbidden: Readonly<Record<string, Asked>>;
}

const vpcId = "vpc-0a1b2c3d4e5f60718";
const ec2 = "arn:aws:ec2:us-east-1:123456789012";
const group = `${ec2}:security-group/sg-0a1b2c3d4e5f60718`;
const log = "arn:aws:logs:us-east-1:123456789012:log-group:awsconfig_lambda_security_group";
const stream = `${log}:log-stream:2026/11/27/a`;
const failures = "arn:aws:sns:us-east-1:123456789012:evaluate_remediate_security_group-failures";
const topic = "arn:aws:sns:us-east-1:123456789012:ust-stuabc-config-topic";
const bucket = "arn:aws:s3:::history";
const object = `${bucket}/AWSLogs/123456789012/Config/us-east-1/2026/11/27/a.json.gz`;

const lambda = "lambda.amazonaws.com";
const config = "config.amazonaws.com";
const functionRole = "arn:aws:iam::123456789012:role/AwsConfigLambdaSGRole";
const configRole = "arn:aws:iam::123456789012:role/AwsConfigRole";
const ours = { "aws:SourceAccount": "123456789012" };
const theirs = { "aws:SourceAccount": "210987654321" };
const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };
const tls = { "aws:SecureTransport": "true" };
const inLab = { "ec2:Vpc": `${ec2}:vpc/${vpcId}` };
const elsewhere = { "ec2:Vpc": `${ec2}:vpc/vpc-0ffffffffffffffff` };

const asks =
  (principal: string) =>
  (action: string, resource: string, context: Record<string, string> = {}): Asked => ({
    principal,
    action,
    resource,
    context,
  });
const byFunction = asks(functionRole);
const byRecorder = asks(configRole);
const byConfig = asks(config);

const uses: Readonly<Record<string, PolicyUse>> = {
  "the function's trust": {
    document: lambdaTrust(),
    kind: "resource",
    needed: { "Lambda starts the function": asks(lambda)("sts:AssumeRole", functionRole) },
    forbidden: { "AWS Config gets the function's role": byConfig("sts:AssumeRole", functionRole) },
  },
  "the function's role": {
    document: functionRolePolicy({
      account,
      mode: "enforce",
      scope: "lab",
      vpcId,
      logGroupArn: log,
      failureTopicArn: failures,
    }),
    kind: "identity",
    needed: {
      "the function describes a group": byFunction("ec2:DescribeSecurityGroups", "*"),
      "the function reports": byFunction("config:PutEvaluations", "*"),
      "the function authorizes what is missing": byFunction(
        "ec2:AuthorizeSecurityGroupIngress",
        group,
        inLab,
      ),
      "the function revokes what is extra": byFunction("ec2:RevokeSecurityGroupIngress", group, inLab),
      "Lambda begins a log": byFunction("logs:CreateLogStream", stream),
      "Lambda writes the log": byFunction("logs:PutLogEvents", stream),
      "Lambda reports a failure": byFunction("sns:Publish", failures),
    },
    forbidden: {
      "the function opens a group of another VPC": byFunction(
        "ec2:AuthorizeSecurityGroupIngress",
        group,
        elsewhere,
      ),
      "the function closes a group of another VPC": byFunction(
        "ec2:RevokeSecurityGroupIngress",
        group,
        elsewhere,
      ),
    },
  },
  "the recorder's trust": {
    document: configTrust(account),
    kind: "resource",
    needed: { "AWS Config starts to record": byConfig("sts:AssumeRole", configRole, ours) },
    forbidden: {
      "another account's AWS Config gets the role": byConfig("sts:AssumeRole", configRole, theirs),
    },
  },
  S3Access: {
    document: s3Access(account, "history"),
    kind: "identity",
    needed: {
      "AWS Config delivers history": byRecorder("s3:PutObject", object, owned),
      "AWS Config gives it to the bucket's owner": byRecorder("s3:PutObjectAcl", object, owned),
      "AWS Config checks the bucket": byRecorder("s3:GetBucketAcl", bucket),
    },
    forbidden: {
      "history is public": byRecorder("s3:PutObject", object, { "s3:x-amz-acl": "public-read" }),
    },
  },
  SNSPublish: {
    document: snsPublish(account),
    kind: "identity",
    needed: { "AWS Config notifies": byRecorder("sns:Publish", topic) },
    forbidden: {},
  },
  "the bucket's policy": {
    document: bucketPolicy(account, bucket),
    kind: "resource",
    needed: {
      "AWS Config checks who owns the bucket": byConfig("s3:GetBucketAcl", bucket, { ...ours, ...tls }),
      "AWS Config checks that the bucket is there": byConfig("s3:ListBucket", bucket, { ...ours, ...tls }),
      "AWS Config delivers": byConfig("s3:PutObject", object, { ...ours, ...owned, ...tls }),
    },
    forbidden: {
      "another account's AWS Config looks into it": byConfig("s3:ListBucket", bucket, { ...theirs, ...tls }),
      "another account's AWS Config delivers": byConfig("s3:PutObject", object, {
        ...theirs,
        ...owned,
        ...tls,
      }),
      "an object isn't the owner's": byConfig("s3:PutObject", object, { ...ours, ...tls }),
      "an object is sent without TLS": byConfig("s3:PutObject", object, {
        ...ours,
        ...owned,
        "aws:SecureTransport": "false",
      }),
      "the bucket is listed without TLS": byConfig("s3:ListBucket", bucket, {
        ...ours,
        "aws:SecureTransport": "false",
      }),
    },
  },
  "the topic's policy": {
    document: topicPolicy(account, topic),
    kind: "resource",
    needed: { "AWS Config notifies": byConfig("sns:Publish", topic, ours) },
    forbidden: { "another account's AWS Config notifies": byConfig("sns:Publish", topic, theirs) },
  },
};

/** What goes wrong with a policy: the steps that fail, and what it wrongly lets pass. */
async function wrongWith(
  { kind, needed, forbidden }: PolicyUse,
  document: PolicyDocument,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [step, asked] of Object.entries(needed))
    if (!(await allows({ [kind]: document }, asked))) wrong.push(`${step}: denied`);
  for (const [what, asked] of Object.entries(forbidden))
    if (await allows({ [kind]: document }, asked)) wrong.push(`${what}: allowed`);
  return wrong;
}

describe("each element of each policy", () => {
  for (const [name, use] of Object.entries(uses)) {
    it(`is needed, and together they suffice: ${name}`, async () => {
      deepStrictEqual(await wrongWith(use, use.document), []);
      const removals = removalsOf(use.document);
      ok(removals.length > 0);
      const unneeded: string[] = [];
      for (const { what, document } of removals)
        if ((await wrongWith(use, document)).length === 0) unneeded.push(what);
      deepStrictEqual(unneeded, []);
    });
  }

  it("fails the step that it is for", async () => {
    const use = uses["the function's role"] as PolicyUse;
    const found: Record<string, string[]> = {};
    for (const { what, document } of removalsOf(use.document)) found[what] = await wrongWith(use, document);
    deepStrictEqual(found, {
      ReportToConfig: ["the function reports: denied"],
      SeeGroups: ["the function describes a group: denied"],
      RemediateGroups: [
        "the function authorizes what is missing: denied",
        "the function revokes what is extra: denied",
      ],
      "RemediateGroups, Action ec2:AuthorizeSecurityGroupIngress": [
        "the function authorizes what is missing: denied",
      ],
      "RemediateGroups, Action ec2:RevokeSecurityGroupIngress": [
        "the function revokes what is extra: denied",
      ],
      "RemediateGroups, Condition ArnEquals ec2:Vpc": [
        "the function opens a group of another VPC: allowed",
        "the function closes a group of another VPC: allowed",
      ],
      WriteItsLog: ["Lambda begins a log: denied", "Lambda writes the log: denied"],
      "WriteItsLog, Action logs:CreateLogStream": ["Lambda begins a log: denied"],
      "WriteItsLog, Action logs:PutLogEvents": ["Lambda writes the log: denied"],
      ReportFailures: ["Lambda reports a failure: denied"],
    });
  });
});
