import assert from "node:assert/strict";
import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { MotoClient } from "../../../aws/moto/client";
import { LocalAccount } from "../../../aws/localAccount";
import { Sessions } from "../../../aws/iam/sessions";
import { accountId, refusal, inTestAws, startTestAws, type TestAws } from "../gateway/testAws";

describe("STS", function () {
  this.timeout(120_000);
  let test: TestAws;
  let sts: STSClient;

  inTestAws((started) => {
    test = started;
    sts = new STSClient(test.settings());
  });

  const assume = (client: STSClient, role: string, more = {}) =>
    client.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "test", ...more }));

  it("says who the administrator is", async () => {
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand());
    assert.deepEqual(
      { Account, Arn, UserId },
      { Account: accountId, Arn: `arn:aws:iam::${accountId}:root`, UserId: accountId },
    );
  });

  it("says who a session is, whatever its role may do", async () => {
    const settings = await test.asRole(await test.makeRole("someone", []));
    const { Account, Arn, UserId } = await new STSClient(settings).send(new GetCallerIdentityCommand());
    assert.equal(Account, accountId);
    assert.equal(Arn, `arn:aws:sts::${accountId}:assumed-role/someone/test`);
    assert.match(UserId!, /^AROA\w+:test$/);
  });

  it("issues credentials that are valid for as long as requested", async () => {
    const role = await test.makeRole("timed", []);
    const before = Date.now();
    const { Credentials, AssumedRoleUser } = await assume(sts, role, { DurationSeconds: 900 });
    const after = Date.now();
    const started = Credentials!.Expiration!.getTime() - 900_000;
    assert.ok(before <= started && started <= after, `${before} <= ${started} <= ${after}`);
    assert.equal(AssumedRoleUser!.Arn, `arn:aws:sts::${accountId}:assumed-role/timed/test`);
    assert.equal((await refusal(assume(sts, role, { DurationSeconds: 7200 }))).code, "ValidationError");
  });

  it("lets nobody into a role but whom its trust policy names", async () => {
    const forLambda = await test.makeRole("for-lambda", [], { Service: "lambda.amazonaws.com" });
    const seen = await refusal(assume(sts, forLambda));
    assert.deepEqual([seen.code, seen.status], ["AccessDenied", 403]);
    assert.equal((await refusal(assume(sts, `arn:aws:iam::${accountId}:role/none`))).code, "AccessDenied");
  });

  it("lets a role into another one when both policies agree, or the other names it", async () => {
    const trusting = await test.makeRole("trusting", []);
    const naming = (role: string) => test.makeRole(`naming-${role.split("/")[1]}`, [], { AWS: role });
    const plain = await test.makeRole("plain", []);
    const allowed = await test.makeRole("allowed", [
      { Effect: "Allow", Action: "sts:AssumeRole", Resource: trusting },
    ]);
    const asPlain = new STSClient(await test.asRole(plain));
    assert.equal((await refusal(assume(asPlain, trusting))).code, "AccessDenied");
    await assume(asPlain, await naming(plain));
    await assume(new STSClient(await test.asRole(allowed)), trusting);
  });

  it("refuses what would hand out keys that nobody knows", async () => {
    assert.equal((await refusal(sts.send(new GetSessionTokenCommand()))).code, "InvalidAction");
  });
});

describe("the account", function () {
  this.timeout(120_000);
  let test: TestAws;
  let moto: MotoClient;
  let account: LocalAccount;

  before(async () => {
    test = await startTestAws();
    // Roles are read through the endpoint here, which comes to the same for an administrator.
    const { endpoint } = test.aws;
    moto = new MotoClient(endpoint);
    account = new LocalAccount(endpoint, moto, test.folder, test.aws.region);
  });
  after(async () => {
    moto.close();
    await test.stop();
  });

  it("lets a service into a role that trusts it, and no other", async () => {
    const role = await test.makeRole("service-role", [], { Service: "config.amazonaws.com" });
    const session = await account.assumeRole(role, "config.amazonaws.com", "recorder");
    assert.match(session.accessKeyId, /^ASIA[A-Z2-7]{16}$/);
    await assert.rejects(account.assumeRole(role, "lambda.amazonaws.com", "function"), {
      name: "AccessDenied",
      message: `lambda.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    });
    await assert.rejects(account.assumeRole(`${role}-gone`, "config.amazonaws.com", "x"), {
      name: "NoSuchEntity",
    });
  });

  it("answers whether a role may do something", async () => {
    const role = await test.makeRole("asked", [
      {
        Effect: "Allow",
        Action: "sns:Publish",
        Resource: "arn:aws:sns:*:*:*-config-topic",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ]);
    const topic = `arn:aws:sns:us-east-1:${accountId}:ust-x-config-topic`;
    assert.equal(
      await account.isAllowed(role, "sns:Publish", topic, { "aws:SourceAccount": accountId }),
      true,
    );
    assert.equal(await account.isAllowed(role, "sns:Publish", topic), false);
    assert.equal(await account.isAllowed(role, "sns:Subscribe", topic), false);
    assert.equal(await account.isAllowed(`${role}-gone`, "sns:Publish", topic), false);
  });

  it("answers whether a resource's policy lets a service act on it", () => {
    const topic = `arn:aws:sns:us-east-1:${accountId}:topic`;
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "config.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topic,
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ],
    });
    const context = { "aws:SourceAccount": accountId };
    const ask = (json: string | undefined, service: string, action: string, known = context) =>
      account.servicePrincipalAllowed(json, service, action, topic, known);
    assert.equal(ask(policy, "config.amazonaws.com", "sns:Publish"), true);
    assert.equal(
      ask(policy, "config.amazonaws.com", "sns:Publish", { "aws:SourceAccount": "210987654321" }),
      false,
    );
    assert.equal(ask(policy, "config.amazonaws.com", "sns:Subscribe"), false);
    assert.equal(ask(policy, "events.amazonaws.com", "sns:Publish"), false);
    assert.equal(ask(undefined, "config.amazonaws.com", "sns:Publish"), false);
  });

  it("refuses a session whose time is over", async () => {
    const sessions = new Sessions([accountId], "us-east-1");
    const { accessKeyId, sessionToken } = sessions.start(`arn:aws:iam::${accountId}:role/r`, "s", -1);
    assert.equal(sessions.identify(accessKeyId, sessionToken), "expired");
    assert.equal(sessions.identify(accessKeyId, undefined), "unknown");
    // Keys of one set of sessions are nothing to another.
    const seen = await refusal(
      new EC2Client(test.settings({ accessKeyId, sessionToken })).send(new DescribeVpcsCommand()),
    );
    assert.equal(seen.code, "AuthFailure");
  });
});
