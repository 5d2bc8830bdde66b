import { strictEqual } from "node:assert";
import { configTrust, s3Access, snsPublish } from "../../../components/policies/configRolePolicies";
import { account } from "../mockAws";
import { allows } from "./allows";

const principal = "arn:aws:iam::123456789012:role/AwsConfigRole";
const config = "config.amazonaws.com";
const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };

describe("configTrust", () => {
  const assumes = (service: string, context: Record<string, string>) =>
    allows(
      { resource: configTrust(account) },
      { principal: service, action: "sts:AssumeRole", resource: principal, context },
    );

  it("lets AWS Config assume the role for this account, and for no other", async () => {
    strictEqual(await assumes(config, { "aws:SourceAccount": "123456789012" }), true);
    strictEqual(await assumes(config, { "aws:SourceAccount": "210987654321" }), false);
    strictEqual(await assumes("lambda.amazonaws.com", { "aws:SourceAccount": "123456789012" }), false);
  });
});

describe("s3Access", () => {
  const puts = (bucketName: string, resource: string, context: Record<string, string> = owned) =>
    allows(
      { identity: s3Access(account, bucketName) },
      { principal, action: "s3:PutObject", resource, context },
    );

  it("lets history be put under the account's AWSLogs/, owned by the bucket's owner", async () => {
    const object = "arn:aws:s3:::history/AWSLogs/123456789012/Config/us-east-1/2026/11/24/a.json.gz";
    strictEqual(await puts("history", object), true);
    strictEqual(await puts("history", object, {}), false);
    strictEqual(await puts("history", object, { "s3:x-amz-acl": "public-read" }), false);
    strictEqual(await puts("history", "arn:aws:s3:::history/elsewhere/a.json.gz"), false);
    strictEqual(await puts("history", object.replace("history/", "other/")), false);
    strictEqual(await puts("history", object.replace("123456789012", "210987654321")), false);
  });

  it("lets history be put in the console's bucket, when the stack has none", async () => {
    const object = "arn:aws:s3:::config-bucket-123456789012/AWSLogs/123456789012/Config/a.json.gz";
    strictEqual(await puts("*", object), true);
    strictEqual(await puts("*", object.replace("AWSLogs/123456789012", "private")), false);
  });

  it("lets the bucket be checked, not read or emptied", async () => {
    const may = (action: string, resource: string) =>
      allows({ identity: s3Access(account, "history") }, { principal, action, resource });
    strictEqual(await may("s3:GetBucketAcl", "arn:aws:s3:::history"), true);
    strictEqual(await may("s3:ListBucket", "arn:aws:s3:::history"), false);
    strictEqual(await may("s3:GetObject", "arn:aws:s3:::history/AWSLogs/123456789012/a"), false);
    strictEqual(await may("s3:DeleteObject", "arn:aws:s3:::history/AWSLogs/123456789012/a"), false);
  });
});

describe("snsPublish", () => {
  const publishes = (resource: string) =>
    allows({ identity: snsPublish(account) }, { principal, action: "sns:Publish", resource });

  it("lets students' topics of the account be published to, and no others", async () => {
    strictEqual(await publishes("arn:aws:sns:us-east-1:123456789012:ust-stuabc-config-topic"), true);
    strictEqual(await publishes("arn:aws:sns:us-east-1:123456789012:alarms"), false);
    strictEqual(await publishes("arn:aws:sns:us-east-1:210987654321:ust-stuabc-config-topic"), false);
  });
});
