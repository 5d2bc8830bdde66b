import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalAws, type LocalAws } from "../../../aws";
import { AwsClients } from "../../../support/awsClients";

describe("the regions of AWS on this machine", function () {
  this.timeout(120_000);
  let folder: string;
  let aws: LocalAws;
  const clients: AwsClients[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "local-aws-test-"));
    aws = await startLocalAws({ folder, region: "cn-north-1" });
  });
  after(async () => {
    for (const one of clients) one.destroy();
    await aws?.stop();
    await rm(folder, { recursive: true });
  });

  const to = (region: string): AwsClients => {
    const { endpoint, credentials } = aws;
    const made = new AwsClients(region, () => ({ endpoint, credentials, maxAttempts: 1 }));
    clients.push(made);
    return made;
  };

  it("are those of the partition of the region that it was started with", async () => {
    for (const region of ["cn-north-1", "cn-northwest-1"]) {
      const { sts, sns, iam } = to(region);
      assert.equal((await sts.getCallerIdentity({})).Arn, "arn:aws-cn:iam::123456789012:root");
      assert.equal(
        (await sns.createTopic({ Name: "topic" })).TopicArn,
        `arn:aws-cn:sns:${region}:123456789012:topic`,
      );
      const { Policy } = await iam.getPolicy({
        PolicyArn: "arn:aws-cn:iam::aws:policy/service-role/AWS_ConfigRole",
      });
      assert.equal(Policy?.PolicyName, "AWS_ConfigRole");
      const { ec2 } = to(region);
      const [{ SecurityGroups = [] }, { Subnets = [] }] = await Promise.all([
        ec2.describeSecurityGroups({}),
        ec2.describeSubnets({}),
      ]);
      const arns = [
        ...SecurityGroups.map((one) => one.SecurityGroupArn),
        ...Subnets.map((one) => one.SubnetArn),
      ];
      assert.ok(arns.length > 1);
      const resource = new RegExp(
        `^arn:aws-cn:ec2:${region}:123456789012:(security-group/sg|subnet/subnet)-`,
      );
      for (const arn of arns) assert.match(arn ?? "", resource);
    }
  });

  it("aren't those of another partition", async () => {
    for (const [region, partition] of [
      ["us-east-1", "aws"],
      ["us-gov-west-1", "aws-us-gov"],
    ] as const) {
      const { ec2, config, s3, lambda } = to(region);
      for (const request of [
        () => ec2.describeVpcs({}),
        () => config.describeConfigRules({}),
        () => s3.listBuckets({}),
        () => lambda.listFunctions({}),
      ]) {
        await assert.rejects(request(), {
          name: "UnknownEndpoint",
          message:
            `Region: ${region} is in the partition ${partition}, and the account on this machine in aws-cn: ` +
            `expected one of its regions, such as cn-north-1. To use ${region}, start AWS on this machine with --region ${region}.`,
        });
      }
    }
  });

  for (const region of ["us-east-1a", "US-EAST-1", "moon-1", "us-west-9"]) {
    const message = `Region: expected a region of AWS, such as "us-east-1", got "${region}".`;

    it(`don't include ${region}: a request is rejected`, async () => {
      const { ec2, sts, iam } = to(region);
      for (const request of [
        () => ec2.describeAvailabilityZones({}),
        () => sts.getCallerIdentity({}),
        () => iam.listRoles({}),
      ]) {
        await assert.rejects(request(), { name: "UnknownEndpoint", message });
      }
    });

    it(`don't include ${region}: it can't be started there`, async () => {
      await assert.rejects(startLocalAws({ folder, region }), { name: "SetUpError", message });
    });
  }
});
