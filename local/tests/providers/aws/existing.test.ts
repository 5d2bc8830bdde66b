import assert from "node:assert/strict";
import { signatureKey, signatures, type Values } from "../../../providers/plugin/propertyValues";
import { Driver } from "../support/driver";
import { startWholeAccount, type Account } from "../support/moto";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** What a second creation of the same thing does, as the released provider: docs/architecture.md has the table. */
describe("creating what exists already, against AWS on this machine", function () {
  this.timeout(120_000);
  let account: Account;
  let driver: Driver;

  before(async () => {
    account = await startWholeAccount();
    driver = new Driver(account.provider);
  });
  after(() => account?.stop());

  const rejected: [string, () => Promise<Values>, RegExp][] = [
    [
      "aws:sns/topic:Topic",
      () => Promise.resolve({ name: "ust-stuabc-config-topic" }),
      /^creating aws:sns\/topic:Topic \(second\): SNS Topic \(ust-stuabc-config-topic\) already exists$/,
    ],
    [
      "aws:s3/bucket:Bucket",
      () => Promise.resolve({ bucket: "history-of-another" }),
      /: creating S3 Bucket \(history-of-another\): BucketAlreadyExists$/,
    ],
    [
      "aws:s3/bucket:Bucket",
      () => Promise.resolve({ bucket: "history-in-frankfurt", region: "eu-central-1" }),
      /: BucketAlreadyOwnedByYou: /,
    ],
    [
      "aws:iam/role:Role",
      () => Promise.resolve({ name: "AwsConfigRole", assumeRolePolicy: trust }),
      /: EntityAlreadyExistsException: Role with name AwsConfigRole already exists/,
    ],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      () => Promise.resolve({ name: "awsconfig_lambda_security_group" }),
      /: ResourceAlreadyExistsException: The specified log group already exists/,
    ],
    [
      "aws:lambda/function:Function",
      async () => {
        const role = await driver.create("aws:iam/role:Role", "function", { assumeRolePolicy: trust });
        return {
          name: "evaluate",
          code: {
            [signatureKey]: signatures.archive,
            hash: "1",
            assets: {
              "index.js": { [signatureKey]: signatures.asset, text: "exports.handler = async () => {}" },
            },
          },
          handler: "index.handler",
          role: role.state.arn,
          runtime: "nodejs22.x",
        };
      },
      /: ResourceConflictException: /,
    ],
    [
      "aws:lambda/permission:Permission",
      () =>
        Promise.resolve({
          action: "lambda:InvokeFunction",
          function: "evaluate",
          principal: "config.amazonaws.com",
          statementId: "config",
        }),
      /: ResourceConflictException: /,
    ],
    [
      "aws:ec2/securityGroup:SecurityGroup",
      async () => {
        const vpc = await driver.create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
        return { name: "LabSG1", description: "LabSG1", vpcId: vpc.id };
      },
      /: InvalidGroup\.Duplicate: /,
    ],
    [
      "aws:ec2/route:Route",
      async () => {
        const vpc = await driver.create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
        const vpcId = vpc.id;
        const gateway = await driver.create("aws:ec2/internetGateway:InternetGateway", "gateway", { vpcId });
        const table = await driver.create("aws:ec2/routeTable:RouteTable", "table", { vpcId });
        return { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id };
      },
      /: RouteAlreadyExists: /,
    ],
  ];
  for (const [type, inputsOf, message] of rejected) {
    it(`${type} is rejected: ${message.source}`, async () => {
      const inputs = await inputsOf();
      const first = await driver.create(type, "first", inputs);
      await assert.rejects(driver.create(type, "second", inputs), { message });
      assert.deepEqual((await driver.refresh(first))?.state, first.state, "the first one is as it was");
    });
  }
});
