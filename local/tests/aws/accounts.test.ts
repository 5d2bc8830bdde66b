import assert from "node:assert/strict";
import { AwsClients } from "../../support/awsClients";
import { inTestAws, policy, refusal, type TestAws } from "./gateway/testAws";

const teacher = "123456789012";
const student = "222233334444";

describe("several accounts at one endpoint", function () {
  this.timeout(60_000);
  let test: TestAws;
  inTestAws(
    (started) => {
      test = started;
    },
    { accounts: [teacher, student] },
  );
  const opened: AwsClients[] = [];
  after(() => opened.forEach((clients) => clients.destroy()));

  function clientsOf(credentials = test.aws.credentials): AwsClients {
    const { endpoint } = test.aws;
    const clients = new AwsClients("us-east-1", () => ({
      endpoint,
      credentials,
      forcePathStyle: true,
      maxAttempts: 1,
    }));
    opened.push(clients);
    return clients;
  }
  const inAccount = (id: string) => clientsOf(test.aws.administrators[id]);

  it("belong to the keys that sign", async () => {
    for (const id of [teacher, student]) {
      const { Account, Arn } = await inAccount(id).sts.getCallerIdentity({});
      assert.deepEqual({ Account, Arn }, { Account: id, Arn: `arn:aws:iam::${id}:root` });
    }
    const unknown = clientsOf({ accessKeyId: "AKIALOCL999999999999", secretAccessKey: "local" });
    assert.equal((await refusal(unknown.sts.getCallerIdentity({}))).code, "InvalidClientTokenId");
  });

  it("have resources of their own", async () => {
    const [one, other] = [inAccount(teacher), inAccount(student)];
    const { Vpc } = await other.ec2.createVpc({ CidrBlock: "10.9.0.0/16" });
    assert.equal(Vpc?.OwnerId, student);
    const { SecurityGroups } = await other.ec2.describeSecurityGroups({});
    assert.deepEqual([...new Set(SecurityGroups?.map(({ OwnerId }) => OwnerId))], [student]);
    const seen = await one.ec2.describeVpcs({ Filters: [{ Name: "cidr", Values: ["10.9.0.0/16"] }] });
    assert.deepEqual(seen.Vpcs, []);
    const { TopicArn = "" } = await other.sns.createTopic({ Name: "topic" });
    assert.equal(TopicArn, `arn:aws:sns:us-east-1:${student}:topic`);
    assert.deepEqual((await one.sns.listTopics({})).Topics ?? [], []);
    await one.config.putConfigurationRecorder({
      ConfigurationRecorder: { name: "default", roleARN: `arn:aws:iam::${teacher}:role/config` },
    });
    assert.deepEqual((await other.config.describeConfigurationRecorders({})).ConfigurationRecorders, []);
  });

  it("lend a role to an account that its trust policy names, and to no other", async () => {
    const roleIn = async (name: string, trusted: string) => {
      const trust = {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${trusted}:root` },
        Action: "sts:AssumeRole",
      };
      const { Role } = await inAccount(student).iam.createRole({
        RoleName: name,
        AssumeRolePolicyDocument: policy([trust]),
      });
      const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
      await inAccount(student).iam.attachRolePolicy({ RoleName: name, PolicyArn });
      return Role?.Arn ?? "";
    };
    const RoleArn = await roleIn("Lab", teacher);
    const { Credentials } = await inAccount(teacher).sts.assumeRole({ RoleArn, RoleSessionName: "class" });
    const assumed = clientsOf({
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      ...{ sessionToken: Credentials?.SessionToken },
    });
    const { Account, Arn } = await assumed.sts.getCallerIdentity({});
    assert.deepEqual(
      { Account, Arn },
      { Account: student, Arn: `arn:aws:sts::${student}:assumed-role/Lab/class` },
    );
    const { Vpc } = await assumed.ec2.createVpc({ CidrBlock: "10.8.0.0/16" });
    assert.equal(Vpc?.OwnerId, student);
    const others = await roleIn("Other", "999999999999");
    const denied = inAccount(teacher).sts.assumeRole({ RoleArn: others, RoleSessionName: "class" });
    assert.equal((await refusal(denied)).code, "AccessDenied");
    const nowhere = "arn:aws:iam::888888888888:role/Lab";
    const missing = inAccount(teacher).sts.assumeRole({ RoleArn: nowhere, RoleSessionName: "class" });
    assert.equal((await refusal(missing)).code, "AccessDenied");
  });

  it("confirm a subscription by the link of its own account's mail", async () => {
    const { sns } = inAccount(student);
    const { TopicArn } = await sns.createTopic({ Name: "mails" });
    await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: "stu@example.edu" });
    const [mail] = await test.mails();
    const [link] = /http:\S+ConfirmSubscription\S+/.exec(JSON.stringify(mail)) ?? [];
    const answer = await fetch((link ?? "").replace(/[\\"<>].*$/, ""));
    assert.equal(answer.status, 200, link);
    const { Attributes } = await sns.getTopicAttributes({ TopicArn });
    assert.equal(Attributes?.SubscriptionsConfirmed, "1");
  });
});
