import assert from "node:assert/strict";
import { signatureKey, signatures } from "../../../providers/plugin/propertyValues";
import { Driver, summary, type Kept } from "../support/driver";
import { startWholeAccount, type Account } from "../support/moto";

const allow = (Action: string[], Resource = "*") => ({ Effect: "Allow", Action, Resource });
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const trust = (Service: string) =>
  document({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" });

/** moto server doesn't evaluate anything, so these run against all of AWS on this machine. */
describe("AWS Config resources, against AWS on this machine", function () {
  this.timeout(120_000);
  let account: Account;
  let driver: Driver;
  let role: Kept;
  let bucket: Kept;

  before(async () => {
    account = await startWholeAccount();
    driver = new Driver(account.provider);
    role = await driver.create("aws:iam/role:Role", "role", {
      assumeRolePolicy: trust("config.amazonaws.com"),
    });
    await driver.create("aws:iam/rolePolicy:RolePolicy", "policy", {
      role: role.id,
      policy: document(allow(["s3:PutObject", "s3:PutObjectAcl", "s3:GetBucketAcl"])),
    });
    bucket = await driver.create("aws:s3/bucket:Bucket", "bucket", { forceDestroy: true });
  });
  after(() => account.stop());

  it("a recorder, its channel and its status: created, changed, and deleted in reverse order", async () => {
    const recorderType = "aws:cfg/recorder:Recorder";
    const inputs = {
      name: "default",
      recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup"] },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
      roleArn: role.state.arn,
    };
    let recorder = await driver.create(recorderType, "recorder", inputs);
    assert.equal(recorder.id, "default");
    assert.deepEqual(await driver.refresh(recorder), recorder);
    assert.deepEqual(summary(await driver.diff(recorder, inputs)), []);
    await assert.rejects(driver.create(recorderType, "second", { ...inputs, name: "second" }), {
      message:
        /^creating aws:cfg\/recorder:Recorder \(second\): MaxNumberOfConfigurationRecordersExceededException: /,
    });
    const more = ["AWS::EC2::SecurityGroup", "AWS::EC2::VPC"];
    const changed = { ...inputs, recordingGroup: { allSupported: false, resourceTypes: more } };
    assert.deepEqual(summary(await driver.diff(recorder, changed)), ["+ recordingGroup.resourceTypes[1]"]);
    recorder = await driver.update(recorder, changed);
    assert.deepEqual(summary(await driver.diff(recorder, { ...changed, name: "other" })), ["~! name"]);

    const channelType = "aws:cfg/deliveryChannel:DeliveryChannel";
    let channel = await driver.create(channelType, "channel", { name: "default", s3BucketName: bucket.id });
    const prefixed = { name: "default", s3BucketName: bucket.id, s3KeyPrefix: "history" };
    channel = await driver.update(channel, prefixed);
    assert.equal((await driver.refresh(channel))?.state.s3KeyPrefix, "history");

    let status = await driver.create("aws:cfg/recorderStatus:RecorderStatus", "status", {
      name: "default",
      isEnabled: true,
    });
    await account.aws.config.stopConfigurationRecorder({ ConfigurationRecorderName: "default" });
    status = (await driver.refresh(status))!;
    const wanted = { name: "default", isEnabled: true };
    assert.deepEqual(summary(await driver.diff(status, wanted)), ["~ isEnabled"]);
    status = await driver.update(status, wanted);
    // As the released provider: the name isn't a reason to replace it, and a change of it alone starts no recorder.
    assert.deepEqual(summary(await driver.diff(status, { ...wanted, name: "other" })), ["~ name"]);
    await assert.rejects(driver.delete(channel), /LastDeliveryChannelDeleteFailedException/);

    await driver.delete(status);
    for (const resource of [channel, recorder]) {
      await driver.delete(resource);
      assert.equal(await driver.refresh(resource), undefined, resource.type);
      await driver.delete(resource);
    }
    assert.equal(await driver.refresh(status), undefined);
    await driver.delete(status);
  });

  it("a rule with a function of its own", async () => {
    const functionRole = await driver.create("aws:iam/role:Role", "function", {
      assumeRolePolicy: trust("lambda.amazonaws.com"),
    });
    const text = "exports.handler = async () => {}";
    const evaluate = await driver.create("aws:lambda/function:Function", "evaluate", {
      code: {
        [signatureKey]: signatures.archive,
        hash: "1",
        assets: { "index.js": { [signatureKey]: signatures.asset, text } },
      },
      handler: "index.handler",
      role: functionRole.state.arn,
      runtime: "nodejs22.x",
    });
    const inputs = {
      name: "EC2SecurityGroup",
      description: "Restrict inbound ports to HTTP and HTTPS",
      inputParameters: JSON.stringify({ debug: "true" }),
      scope: { complianceResourceTypes: ["AWS::EC2::SecurityGroup"] },
      source: {
        owner: "CUSTOM_LAMBDA",
        sourceDetails: [
          { messageType: "OversizedConfigurationItemChangeNotification" },
          { messageType: "ConfigurationItemChangeNotification" },
        ],
        sourceIdentifier: evaluate.state.arn,
      },
    };
    await driver.create("aws:cfg/recorder:Recorder", "recorder", {
      name: "default",
      roleArn: role.state.arn,
    });
    await assert.rejects(driver.create("aws:cfg/rule:Rule", "rule", inputs), {
      message: /^creating aws:cfg\/rule:Rule \(rule\): InsufficientPermissionsException: /,
    });
    await driver.create("aws:lambda/permission:Permission", "permission", {
      action: "lambda:InvokeFunction",
      function: evaluate.id,
      principal: "config.amazonaws.com",
      sourceAccount: "123456789012",
    });
    let rule = await driver.create("aws:cfg/rule:Rule", "rule", inputs);
    assert.match(String(rule.state.arn), /^arn:aws:config:us-east-1:123456789012:config-rule\/config-rule-/);
    assert.deepEqual(summary(await driver.diff((await driver.refresh(rule))!, inputs)), []);
    const changed = { ...inputs, inputParameters: JSON.stringify({ debug: "false" }), tags: { a: "1" } };
    rule = await driver.update(rule, changed);
    assert.deepEqual(summary(await driver.diff((await driver.refresh(rule))!, changed)), []);
    await driver.delete(rule);
    assert.equal(await driver.refresh(rule), undefined);
    await driver.delete(rule);
  });
});
