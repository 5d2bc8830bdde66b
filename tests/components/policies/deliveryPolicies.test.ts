import { strictEqual } from "node:assert";
import { bucketPolicy, topicPolicy } from "../../../components/policies/deliveryPolicies";
import { account } from "../mockAws";
import { allows } from "./allows";

const config = "config.amazonaws.com";
const instructor = "arn:aws:iam::123456789012:user/instructor";
const stranger = "arn:aws:iam::210987654321:user/stranger";
const ours = { "aws:SourceAccount": "123456789012" };
const theirs = { "aws:SourceAccount": "210987654321" };

describe("bucketPolicy", () => {
  const bucket = "arn:aws:s3:::history";
  const object = `${bucket}/AWSLogs/123456789012/Config/us-east-1/2026/11/24/a.json.gz`;
  const tls = { "aws:SecureTransport": "true" };
  const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const resource = bucketPolicy(account, bucket);
  const may = (principal: string, action: string, target: string, context: Record<string, string>) =>
    allows({ resource }, { principal, action, resource: target, context });

  it("lets AWS Config of this account deliver, and of no other", async () => {
    strictEqual(await may(config, "s3:PutObject", object, { ...ours, ...owned, ...tls }), true);
    strictEqual(await may(config, "s3:PutObject", object, { ...theirs, ...owned, ...tls }), false);
    strictEqual(await may(config, "s3:PutObject", object, { ...owned, ...tls }), false);
    strictEqual(await may(config, "s3:PutObject", object, { ...ours, ...tls }), false);
    strictEqual(await may(config, "s3:PutObject", `${bucket}/a`, { ...ours, ...owned, ...tls }), false);
  });

  it("lets it check the bucket", async () => {
    for (const action of ["s3:GetBucketAcl", "s3:ListBucket"]) {
      strictEqual(await may(config, action, bucket, { ...ours, ...tls }), true);
      strictEqual(await may(config, action, bucket, { ...theirs, ...tls }), false);
    }
  });

  it("lets no other service, account or address in", async () => {
    strictEqual(
      await may("cloudtrail.amazonaws.com", "s3:PutObject", object, { ...ours, ...owned, ...tls }),
      false,
    );
    strictEqual(await may(stranger, "s3:GetObject", object, tls), false);
  });

  it("rejects every request without TLS, whatever else the caller may do", async () => {
    const withoutTls = { "aws:SecureTransport": "false" };
    strictEqual(await may(config, "s3:PutObject", object, { ...ours, ...owned, ...withoutTls }), false);
    const everything = {
      Version: "2012-10-17" as const,
      Statement: [{ Sid: "All", Effect: "Allow" as const, Action: "s3:*", Resource: "*" }],
    };
    const read = { principal: instructor, action: "s3:GetObject", resource: object };
    strictEqual(await allows({ identity: everything, resource }, { ...read, context: withoutTls }), false);
    strictEqual(await allows({ identity: everything, resource }, { ...read, context: tls }), true);
  });
});

describe("topicPolicy", () => {
  const topic = "arn:aws:sns:us-east-1:123456789012:ust-stuabc-config-topic";
  const resource = topicPolicy(account, topic);
  const may = (principal: string, action: string, context: Record<string, string> = {}) =>
    allows({ resource }, { principal, action, resource: topic, context });

  it("lets AWS Config of this account publish, and of no other", async () => {
    strictEqual(await may(config, "sns:Publish", ours), true);
    strictEqual(await may(config, "sns:Publish", theirs), false);
    strictEqual(await may(config, "sns:Publish"), false);
    strictEqual(await may("events.amazonaws.com", "sns:Publish", ours), false);
  });

  it("lets nobody publish because of who they are", async () => {
    strictEqual(await may(instructor, "sns:Publish"), false);
    strictEqual(await may(stranger, "sns:Publish"), false);
  });

  it("lets nobody from outside the account subscribe", async () => {
    strictEqual(await may(stranger, "sns:Subscribe"), false);
    strictEqual(await may(stranger, "sns:SetTopicAttributes"), false);
  });

  it("leaves the account to decide which of its own people administer it", async () => {
    const administers = {
      Version: "2012-10-17" as const,
      Statement: [
        {
          Sid: "Sns",
          Effect: "Allow" as const,
          Action: ["sns:Subscribe", "sns:SetTopicAttributes"],
          Resource: "*",
        },
      ],
    };
    for (const action of ["sns:Subscribe", "sns:SetTopicAttributes"]) {
      strictEqual(
        await allows({ identity: administers, resource }, { principal: instructor, action, resource: topic }),
        true,
      );
    }
  });
});
