import { deepStrictEqual, strictEqual } from "node:assert";
import { ConfigMonitoring, type ConfigMonitoringArgs } from "../../components/configMonitoring";
import { configTrust, s3Access, snsPublish } from "../../components/policies/configRolePolicies";
import { bucketPolicy, topicPolicy } from "../../components/policies/deliveryPolicies";
import { account } from "./mockAws";
import { startMocks, valueOf, type Mocked } from "./startMocks";

const args: ConfigMonitoringArgs = {
  account,
  itscAccount: "stuabc",
  subscriptionEmail: "stuabc+lab@example.com",
  record: true,
};

async function make(changes: Partial<ConfigMonitoringArgs> = {}) {
  const mocked = await startMocks();
  const monitoring = new ConfigMonitoring("monitoring", { ...args, ...changes });
  await mocked.settle();
  return { mocked, monitoring };
}

const inputs = (mocked: Mocked, name: string) => mocked.registration(name).inputs;
const documentOf = (mocked: Mocked, name: string, key = "policy") =>
  JSON.parse(String(inputs(mocked, name)[key])) as unknown;

const topicArn = "arn:aws:sns:us-east-1:123456789012:ust-stuabc-config-topic";

describe("ConfigMonitoring", () => {
  let mocked: Mocked;
  let monitoring: ConfigMonitoring;

  before(async () => {
    ({ mocked, monitoring } = await make());
  });

  it("registers role, topic, bucket and recorder, each once", () => {
    deepStrictEqual(mocked.types(), [
      "aws:cfg/deliveryChannel:DeliveryChannel",
      "aws:cfg/recorder:Recorder",
      "aws:cfg/recorderStatus:RecorderStatus",
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:sns/topic:Topic",
      "aws:sns/topicPolicy:TopicPolicy",
      "aws:sns/topicSubscription:TopicSubscription",
    ]);
    const children = mocked.registrations.filter(({ name }) => name !== "monitoring");
    strictEqual(children.length, 15);
    deepStrictEqual([...new Set(children.map(({ parent }) => parent))], ["monitoring"]);
  });

  it("gives AwsConfigRole its trust and its three permissions", () => {
    const { name, assumeRolePolicy } = inputs(mocked, "monitoring-role");
    strictEqual(name, "AwsConfigRole");
    deepStrictEqual(JSON.parse(String(assumeRolePolicy)), configTrust(account));
    strictEqual(inputs(mocked, "monitoring-role-s3")["name"], "S3Access");
    deepStrictEqual(
      documentOf(mocked, "monitoring-role-s3"),
      s3Access(account, "monitoring-history-made-up"),
    );
    strictEqual(inputs(mocked, "monitoring-role-sns")["name"], "SNSPublish");
    deepStrictEqual(documentOf(mocked, "monitoring-role-sns"), snsPublish(account));
    deepStrictEqual(inputs(mocked, "monitoring-role-config"), {
      role: "AwsConfigRole",
      policyArn: "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
    });
  });

  it("makes the topic with the handout's names and the subscription with its filter", () => {
    deepStrictEqual(inputs(mocked, "monitoring-topic"), {
      name: "ust-stuabc-config-topic",
      displayName: "EC2 SecurityGroup Change Notifications",
    });
    strictEqual(inputs(mocked, "monitoring-topic-policy")["arn"], topicArn);
    deepStrictEqual(documentOf(mocked, "monitoring-topic-policy"), topicPolicy(account, topicArn));
    const { filterPolicy, ...subscription } = inputs(mocked, "monitoring-subscription");
    deepStrictEqual(subscription, {
      topic: topicArn,
      protocol: "email-json",
      endpoint: "stuabc+lab@example.com",
      filterPolicyScope: "MessageBody",
    });
    deepStrictEqual(JSON.parse(String(filterPolicy)), {
      messageType: ["ComplianceChangeNotification"],
      resourceType: ["AWS::EC2::SecurityGroup"],
    });
  });

  it("makes a bucket that is encrypted, private, its owner's, and goes with what is in it", () => {
    const bucket = "monitoring-history-made-up";
    deepStrictEqual(inputs(mocked, "monitoring-history"), { forceDestroy: true });
    deepStrictEqual(inputs(mocked, "monitoring-history-encryption"), {
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    deepStrictEqual(inputs(mocked, "monitoring-history-ownership"), {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    deepStrictEqual(inputs(mocked, "monitoring-history-public-access"), {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    deepStrictEqual(
      documentOf(mocked, "monitoring-history-policy"),
      bucketPolicy(account, `arn:aws:s3:::${bucket}`),
    );
  });

  it("records security groups continuously as AwsConfigRole, to bucket and topic", () => {
    deepStrictEqual(inputs(mocked, "monitoring-recorder"), {
      name: "default",
      roleArn: "arn:aws:iam::123456789012:role/AwsConfigRole",
      recordingGroup: {
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: ["AWS::EC2::SecurityGroup"],
        recordingStrategies: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
      },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    });
    deepStrictEqual(inputs(mocked, "monitoring-channel"), {
      name: "default",
      s3BucketName: "monitoring-history-made-up",
      snsTopicArn: topicArn,
    });
    deepStrictEqual(inputs(mocked, "monitoring-recording"), { name: "default", isEnabled: true });
  });

  it("deletes everything but the bucket, whose name is generated, before replacing it", () => {
    const createdFirst = mocked.registrations.filter(({ deleteBeforeReplace }) => !deleteBeforeReplace);
    deepStrictEqual(createdFirst.map(({ name }) => name).sort(), ["monitoring", "monitoring-history"]);
  });

  it("has the names of recorder and channel as outputs", async () => {
    strictEqual(await valueOf(monitoring.bucketName), "monitoring-history-made-up");
    strictEqual(await valueOf(monitoring.recorderName), "default");
    strictEqual(await valueOf(monitoring.deliveryChannelName), "default");
  });

  describe("without record", () => {
    before(async () => {
      ({ mocked, monitoring } = await make({ record: false }));
    });

    it("registers the role and the topic, and neither bucket nor recorder", () => {
      deepStrictEqual(mocked.types(), [
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:sns/topic:Topic",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topicSubscription:TopicSubscription",
      ]);
      deepStrictEqual(
        [monitoring.bucketName, monitoring.recorderName, monitoring.deliveryChannelName],
        [undefined, undefined, undefined],
      );
    });

    it("lets the role deliver to the bucket that the console makes, whatever its name", () => {
      deepStrictEqual(documentOf(mocked, "monitoring-role-s3"), s3Access(account, "*"));
    });
  });

  it("adds the suffix to the role's name alone, for the topic has the student's", async () => {
    const shared = (await make({ suffix: "-amy" })).mocked;
    strictEqual(inputs(shared, "monitoring-role")["name"], "AwsConfigRole-amy");
    strictEqual(inputs(shared, "monitoring-topic")["name"], "ust-stuabc-config-topic");
  });
});
