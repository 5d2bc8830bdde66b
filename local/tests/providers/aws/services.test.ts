import assert from "node:assert/strict";
import { signatureKey, signatures } from "../../../providers/plugin/propertyValues";
import { Driver, summary, type Kept } from "../support/driver";
import { startAccount, type Account } from "../support/moto";

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const allow = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
const code = (text: string) => ({
  [signatureKey]: signatures.archive,
  hash: text,
  assets: { "index.js": { [signatureKey]: signatures.asset, text } },
});

describe("IAM, S3, SNS, CloudWatch Logs and Lambda resources, against moto server", function () {
  this.timeout(120_000);
  let account: Account;
  let driver: Driver;

  before(async () => {
    account = await startAccount();
    driver = new Driver(account.provider);
  });
  after(() => account.stop());

  async function isGoneAfterDelete(...resources: Kept[]): Promise<void> {
    for (const resource of resources) {
      await driver.delete(resource);
      assert.equal(await driver.refresh(resource), undefined, resource.type);
      await driver.delete(resource);
    }
  }

  it("a role, its inline policy and an attached one", async () => {
    const inputs = { name: "AwsConfigRole", assumeRolePolicy: trust("config.amazonaws.com") };
    let role = await driver.create("aws:iam/role:Role", "role", inputs);
    assert.equal(role.id, "AwsConfigRole");
    assert.equal(role.state.arn, "arn:aws:iam::123456789012:role/AwsConfigRole");
    assert.equal(role.state.assumeRolePolicy, inputs.assumeRolePolicy, "as the program wrote it");
    const news = {
      ...inputs,
      assumeRolePolicy: trust("lambda.amazonaws.com"),
      description: "d",
      tags: { a: "1" },
    };
    role = await driver.update(role, news);
    assert.equal(role.state.description, "d");
    const replaced = await driver.diff(role, { ...news, name: "Other" });
    assert.deepEqual([summary(replaced), replaced.deleteBeforeReplace], [["~! name"], false]);

    let policy = await driver.create("aws:iam/rolePolicy:RolePolicy", "policy", {
      name: "S3Access",
      policy: allow("s3:GetObject"),
      role: role.id,
    });
    assert.equal(policy.id, "AwsConfigRole:S3Access");
    policy = await driver.update(policy, { name: "S3Access", policy: allow("s3:PutObject"), role: role.id });
    const stored = await account.aws.iam.getRolePolicy({ RoleName: role.id, PolicyName: "S3Access" });
    assert.deepEqual(
      JSON.parse(decodeURIComponent(stored.PolicyDocument!)),
      JSON.parse(allow("s3:PutObject")),
    );

    const policyArn = "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole";
    const attachment = await driver.create(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "attachment",
      {
        policyArn,
        role: role.id,
      },
    );
    assert.equal(attachment.id, `AwsConfigRole/${policyArn}`);
    await assert.rejects(driver.delete(role), /DeleteConflict/);
    await isGoneAfterDelete(attachment, policy, role);
  });

  it("a bucket with its configuration, which forceDestroy deletes with its objects", async () => {
    const bucket = await driver.create("aws:s3/bucket:Bucket", "History", {
      forceDestroy: true,
      tags: { a: "1" },
    });
    assert.match(bucket.id, /^history-[0-9a-f]{7}$/);
    assert.equal(bucket.state.arn, `arn:aws:s3:::${bucket.id}`);
    assert.equal(bucket.state.bucketRegionalDomainName, `${bucket.id}.s3.us-east-1.amazonaws.com`);
    const policyOf = (action: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "config.amazonaws.com" },
            Action: action,
            Resource: `${String(bucket.state.arn)}/*`,
          },
        ],
      });
    const block = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true };
    const parts: [string, object, object][] = [
      [
        "aws:s3/bucketPolicy:BucketPolicy",
        { policy: policyOf("s3:PutObject") },
        { policy: policyOf("s3:GetObject") },
      ],
      [
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        block,
        { ...block, restrictPublicBuckets: true },
      ],
      [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
        {
          rules: [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true },
          ],
        },
      ],
      [
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        { rule: { objectOwnership: "BucketOwnerPreferred" } },
        { rule: { objectOwnership: "BucketOwnerEnforced" } },
      ],
    ];
    for (const [type, first, second] of parts) {
      let part = await driver.create(type, "part", { bucket: bucket.id, ...first });
      assert.equal(part.id, bucket.id, type);
      assert.deepEqual(summary(await driver.diff(part, { bucket: bucket.id, ...first })), [], type);
      part = await driver.update(part, { bucket: bucket.id, ...second });
      const refreshed = await driver.refresh(part);
      assert.deepEqual(refreshed, part, type);
      assert.deepEqual(summary(await driver.diff(refreshed, { bucket: bucket.id, ...second })), [], type);
      await isGoneAfterDelete(part);
    }
    const { s3 } = account.aws;
    await s3.putObject({ Bucket: bucket.id, Key: "AWSLogs/x", Body: "1" });
    await s3.putObject({ Bucket: bucket.id, Key: "AWSLogs/x", Body: "2" });
    await isGoneAfterDelete(bucket);
  });

  it("a bucket that isn't empty stays, unless forceDestroy is set", async () => {
    const bucket = await driver.create("aws:s3/bucket:Bucket", "kept", {});
    await account.aws.s3.putObject({ Bucket: bucket.id, Key: "x", Body: "1" });
    await assert.rejects(driver.delete(bucket), /BucketNotEmpty/);
    let forced = await driver.update(bucket, { forceDestroy: true, tags: { a: "1", b: "2" } });
    forced = await driver.update(forced, { forceDestroy: true, tags: { b: "3" } });
    assert.deepEqual(forced.state.tags, { b: "3" });
    forced = await driver.update(forced, { forceDestroy: true });
    assert.deepEqual(forced.state.tags, {});
    await isGoneAfterDelete(forced);
  });

  it("a topic, its policy and a subscription", async () => {
    let topic = await driver.create("aws:sns/topic:Topic", "topic", {
      name: "ust-x-config-topic",
      displayName: "First",
    });
    assert.equal(topic.id, "arn:aws:sns:us-east-1:123456789012:ust-x-config-topic");
    topic = await driver.update(topic, {
      name: "ust-x-config-topic",
      displayName: "Second",
      tags: { a: "1" },
    });
    assert.deepEqual([topic.state.displayName, topic.state.tags], ["Second", { a: "1" }]);

    const policyOf = (service: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: service }, Action: "sns:Publish", Resource: topic.id },
        ],
      });
    let policy = await driver.create("aws:sns/topicPolicy:TopicPolicy", "policy", {
      arn: topic.id,
      policy: policyOf("config.amazonaws.com"),
    });
    policy = await driver.update(policy, { arn: topic.id, policy: policyOf("s3.amazonaws.com") });
    await driver.delete(policy);

    const subscription = { topic: topic.id, protocol: "email-json", endpoint: "a@example.com" };
    const filter = (type: string) => JSON.stringify({ messageType: [type] });
    let subscribed = await driver.create("aws:sns/topicSubscription:TopicSubscription", "subscription", {
      ...subscription,
      filterPolicy: filter("A"),
      filterPolicyScope: "MessageBody",
    });
    assert.equal(subscribed.state.filterPolicyScope, "MessageBody");
    assert.equal(subscribed.state.arn, subscribed.id);
    subscribed = await driver.update(subscribed, {
      ...subscription,
      filterPolicy: filter("B"),
      filterPolicyScope: "MessageBody",
    });
    assert.equal((await driver.refresh(subscribed))?.state.filterPolicy, filter("B"));
    await isGoneAfterDelete(subscribed, topic);
  });

  it("a log group", async () => {
    let group = await driver.create("aws:cloudwatch/logGroup:LogGroup", "group", {
      name: "lab",
      retentionInDays: 7,
    });
    assert.equal(group.state.arn, "arn:aws:logs:us-east-1:123456789012:log-group:lab");
    group = await driver.update(group, { name: "lab", retentionInDays: 30, tags: { a: "1" } });
    group = await driver.update(group, { name: "lab" });
    assert.deepEqual([group.state.retentionInDays, group.state.tags], [0, {}]);
    await isGoneAfterDelete(group);
  });

  it("a function and its permission", async () => {
    const role = await driver.create("aws:iam/role:Role", "role", {
      assumeRolePolicy: trust("lambda.amazonaws.com"),
    });
    const inputs = {
      code: code("exports.handler = async () => 1"),
      handler: "index.handler",
      name: "evaluate",
      role: role.state.arn,
      runtime: "nodejs22.x",
      timeout: 30,
    };
    let made = await driver.create("aws:lambda/function:Function", "function", inputs);
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:evaluate";
    assert.equal(made.state.arn, arn);
    assert.equal(made.state.qualifiedArn, `${arn}:$LATEST`);
    assert.equal(
      made.state.invokeArn,
      `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
    );
    assert.deepEqual(summary(await driver.diff(made, inputs)), []);
    const news = {
      ...inputs,
      code: code("exports.handler = async () => 2"),
      environment: { variables: { MODE: "report" } },
      memorySize: 256,
      tags: { a: "1" },
    };
    assert.deepEqual(summary(await driver.diff(made, news)), [
      "~ code",
      "+ environment",
      "~ memorySize",
      "+ tags.a",
      "+ tagsAll.a",
    ]);
    const before = made.state.codeSha256;
    made = await driver.update(made, news);
    assert.notEqual(made.state.codeSha256, before);
    assert.deepEqual(made.state.environment, { variables: { MODE: "report" } });
    assert.deepEqual(summary(await driver.diff((await driver.refresh(made))!, news)), []);

    const grant = {
      action: "lambda:InvokeFunction",
      function: made.id,
      principal: "config.amazonaws.com",
      sourceAccount: "123456789012",
    };
    const permission = await driver.create("aws:lambda/permission:Permission", "config", grant);
    assert.match(permission.id, /^config-[0-9a-f]{7}$/);
    assert.deepEqual(summary(await driver.diff((await driver.refresh(permission))!, grant)), []);
    assert.deepEqual(summary(await driver.diff(permission, { ...grant, sourceAccount: "210987654321" })), [
      "~! sourceAccount",
    ]);
    const imported = await driver.import(
      "aws:lambda/permission:Permission",
      "config",
      `evaluate/${permission.id}`,
    );
    assert.deepEqual(imported?.inputs, {
      ...grant,
      region: "us-east-1",
      statementId: permission.id,
      __defaults: [],
    });
    assert.equal(imported?.id, permission.id);
    assert.deepEqual(await driver.refresh(imported), imported);
    await assert.rejects(driver.import("aws:lambda/permission:Permission", "config", permission.id), {
      message: `reading aws:lambda/permission:Permission (config): expected an id of the form FUNCTION/STATEMENT, got "${permission.id}"`,
    });
    await isGoneAfterDelete(permission, made, role);
  });

  it("functions: the caller, the region and its zones", async () => {
    const call = (token: string, args = {}) => account.provider.invoke!(token, args);
    assert.equal((await call("aws:index/getCallerIdentity:getCallerIdentity")).accountId, "123456789012");
    assert.equal((await call("aws:index/getRegion:getRegion")).region, "us-east-1");
    assert.equal((await call("aws:index/getRegion:getRegion", { region: "eu-west-1" })).region, "eu-west-1");
    const zones = await call("aws:index/getAvailabilityZones:getAvailabilityZones", {
      state: "available",
      filters: [{ name: "zone-name", values: ["us-east-1b", "us-east-1a"] }],
    });
    assert.deepEqual(zones.names, ["us-east-1a", "us-east-1b"]);
    await assert.rejects(
      call("aws:index/getAvailabilityZones:getAvailabilityZones", { excludeNames: ["us-east-1a"] }),
      {
        message:
          "aws:index/getAvailabilityZones:getAvailabilityZones: excludeNames isn't offered by this stand-in: " +
          'expected one of filters, region, state, got "excludeNames"',
      },
    );
  });

  it("functions: a role, and what its policies allow", async () => {
    const call = (token: string, args: object) => account.provider.invoke!(token, { ...args });
    const assumeRolePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    const role = await driver.create("aws:iam/role:Role", "looked-up", {
      name: "LookedUp",
      assumeRolePolicy,
    });
    const found = await call("aws:iam/getRole:getRole", { name: "LookedUp" });
    assert.deepEqual(
      [found.arn, JSON.parse(String(found.assumeRolePolicy))],
      [role.state.arn, JSON.parse(assumeRolePolicy)],
    );
    await assert.rejects(
      call("aws:iam/getRole:getRole", { name: "None" }),
      /NoSuchEntity|cannot be found|not found/,
    );

    const inline = await driver.create("aws:iam/rolePolicy:RolePolicy", "inline", {
      name: "Inline",
      policy: allow("s3:GetObject"),
      role: role.id,
    });
    const policyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    const attachment = await driver.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
      policyArn,
      role: role.id,
    });
    const roleName = "LookedUp";
    const inlinePolicies = await call("aws:iam/getRolePolicies:getRolePolicies", { roleName });
    assert.deepEqual(inlinePolicies.policyNames, ["Inline"]);
    const attached = await call("aws:iam/getRolePolicyAttachments:getRolePolicyAttachments", { roleName });
    assert.deepEqual(attached.attachedPolicies, [{ policyArn, policyName: "AWSLambdaBasicExecutionRole" }]);
    const { policy } = await call("aws:iam/getPolicy:getPolicy", { arn: policyArn });
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Action: string[] }[] };
    assert.deepEqual(
      Statement.flatMap(({ Action }) => Action),
      ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    );
    for (const resource of [attachment, inline, role]) await driver.delete(resource);
  });

  it("inputs that aren't offered are refused by name", async () => {
    const refused: [string, object, string][] = [
      ["aws:sns/topic:Topic", { fifoTopic: true }, "displayName, name, region, tags"],
      [
        "aws:iam/role:Role",
        { permissionsBoundary: "arn", assumeRolePolicy: "{}" },
        "assumeRolePolicy, description, .*",
      ],
      ["aws:s3/bucket:Bucket", { objectLockEnabled: true }, "bucket, forceDestroy, region, tags"],
      ["aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: "k" }, "name, region, retentionInDays, tags"],
    ];
    for (const [type, inputs, offered] of refused) {
      const [name] = Object.keys(inputs);
      const expected = `"${name}","reason":"isn't offered by this stand-in: expected one of ${offered}, got`;
      await assert.rejects(driver.create(type, "x", { ...inputs }), { message: new RegExp(expected) });
    }
    await assert.rejects(
      driver.create("aws:sns/topicSubscription:TopicSubscription", "x", {
        topic: "arn",
        protocol: "sqs",
        endpoint: "arn",
      }),
      /isn't offered by this stand-in: expected one of .*email.*email-json.*, got .*sqs/,
    );
  });

  it("types and functions that aren't offered are refused by name", async () => {
    await assert.rejects(driver.create("aws:foo/bar:Bar", "bar", {}), {
      message:
        /^aws:foo\/bar:Bar isn't offered by this stand-in: expected one of aws:cfg\/deliveryChannel.*\. The released plugin, which runs against AWS, has it; /,
    });
    await assert.rejects(account.provider.invoke!("aws:foo/getBar:getBar", {}), {
      message:
        /^aws:foo\/getBar:getBar isn't offered by this stand-in: expected one of aws:index\/getCallerIdentity/,
    });
  });
});
