import { DeliveryChannel, Recorder, RecorderStatus } from "@pulumi/aws/cfg";
import { Role, RolePolicy, RolePolicyAttachment } from "@pulumi/aws/iam";
import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { rejectChannel, rejectRecorder, rejectTopic, type ExistingRole } from "./existing";
import { makeHistoryBucket } from "./historyBucket";
import { stackTag, type LabTags } from "./labTags";
import { onlyOne } from "./onlyOne";
import { configTrust, s3Access, snsPublish } from "./policies/configRolePolicies";
import { topicPolicy } from "./policies/deliveryPolicies";
import { usedRole, type UsedRole } from "./usedRole";

/** Inputs of {@link ConfigMonitoring}. */
export interface ConfigMonitoringArgs {
  /** Account, region and zone of the lab. */
  readonly account: Account;
  /** The student's account string. Plain, because it is part of the topic's name. @example "stuabc" */
  readonly itscAccount: string;
  /** Email address for the notifications. Plain whether it is absent. @default no subscription @example "stuabc@example.com" */
  readonly subscriptionEmail?: pulumi.Input<string>;
  /** Whether to create bucket, recorder and delivery channel. Plain, because it decides which resources exist. */
  readonly record: boolean;
  /** The account's role, in the place of `AwsConfigRole`. Plain, because it decides which resources exist. @default none */
  readonly existingRole?: ExistingRole;
  /** Suffix of the names that would collide in a shared account. @default none @example "-stuabc" */
  readonly suffix?: string;
  /** Tags of every resource that can have tags. @default none @example { Stack: "stuabc" } */
  readonly tags?: LabTags;
}

/**
 * Records and announces changes of security groups (Tasks 1 to 3):
 *
 * 1. role `AwsConfigRole` with `S3Access`, `SNSPublish` and the managed policy `AWS_ConfigRole`, unless there is `existingRole`;
 * 2. topic `ust-<account>-config-topic`, which only AWS Config of this account may publish to, with the mail subscription;
 * 3. with `record`: a bucket for the history, the recorder of security groups, the delivery channel, and the
 *    recorder's start.
 *
 * Cost per student in an account of one's own: US$0.003 per configuration item; 3 groups and 7 changes are 10 items,
 * US$0.030. The bucket's few kilobytes and the mails cost under US$0.001.
 *
 * @example new ConfigMonitoring("monitoring", { account, itscAccount: "stuabc", subscriptionEmail: "stuabc@example.com", record: true })
 */
export class ConfigMonitoring extends pulumi.ComponentResource {
  /** `AwsConfigRole`, or the account's. */
  public readonly role: UsedRole;
  /** `ust-<account>-config-topic`. */
  public readonly topic: Topic;
  /** Name of the history's bucket. Only with `record`. */
  public readonly bucketName?: pulumi.Output<string>;
  /** `default`. Only with `record`. */
  public readonly recorderName?: pulumi.Output<string>;
  /** `default`. Only with `record`. */
  public readonly deliveryChannelName?: pulumi.Output<string>;
  /** The running recorder, for resources that depend on it. Only with `record`. */
  public readonly recorderStatus?: RecorderStatus;

  constructor(name: string, args: ConfigMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    // No inputs: since 3.202 the SDK sends a component's inputs to the engine, and Outputs among them can end the program
    // with promises still pending (pulumi/pulumi#23953). Nothing reads them.
    super("config-remediation-lab:index:ConfigMonitoring", name, {}, opts);

    const topic = makeTopic(name, args, this);
    this.topic = topic.topic;
    const history = args.record ? makeHistoryBucket(name, args, this) : undefined;
    const role = makeRole(name, args, history?.bucketName, this);
    this.role = role.role;
    if (history) {
      const delivery = { roleArn: this.role.arn, bucketName: history.bucketName, topicArn: this.topic.arn };
      const recording = makeRecording(name, args.account, delivery, this, [
        ...role.permissions,
        topic.policy,
        ...history.ready,
      ]);
      this.bucketName = history.bucketName;
      this.recorderName = recording.recorder.name;
      this.deliveryChannelName = recording.channel.name;
      this.recorderStatus = recording.status;
    }

    this.registerOutputs({
      roleName: this.role.name,
      roleArn: this.role.arn,
      topicName: this.topic.name,
      topicArn: this.topic.arn,
      bucketName: this.bucketName,
      recorderName: this.recorderName,
      deliveryChannelName: this.deliveryChannelName,
    });
  }
}

function makeTopic(name: string, args: ConfigMonitoringArgs, parent: pulumi.Resource) {
  const topicName = `ust-${args.itscAccount}-config-topic`;
  const topic = new Topic(
    `${name}-topic`,
    { name: topicName, displayName: "EC2 SecurityGroup Change Notifications", tags: args.tags },
    {
      parent,
      ...onlyOne,
      ...rejectTopic(`${name}-topic`, topicName, args.account),
      ignoreChanges: [stackTag],
    },
  );
  const policy = new TopicPolicy(
    `${name}-topic-policy`,
    {
      arn: topic.arn,
      policy: pulumi.jsonStringify(topic.arn.apply((arn) => topicPolicy(args.account, arn))),
    },
    { parent, ...onlyOne },
  );
  if (args.subscriptionEmail === undefined) return { topic, policy };
  new TopicSubscription(
    `${name}-subscription`,
    {
      topic: topic.arn,
      protocol: "email-json",
      endpoint: args.subscriptionEmail,
      filterPolicyScope: "MessageBody",
      filterPolicy: JSON.stringify({
        messageType: ["ComplianceChangeNotification"],
        resourceType: ["AWS::EC2::SecurityGroup"],
      }),
    },
    { parent, ...onlyOne },
  );
  return { topic, policy };
}

function makeRole(
  name: string,
  { account, existingRole, suffix = "", tags }: ConfigMonitoringArgs,
  bucketName: pulumi.Input<string> | undefined,
  parent: pulumi.Resource,
): { readonly role: UsedRole; readonly permissions: readonly pulumi.Resource[] } {
  if (existingRole !== undefined) return { role: usedRole(existingRole), permissions: [] };
  const role = new Role(
    `${name}-role`,
    { name: `AwsConfigRole${suffix}`, assumeRolePolicy: JSON.stringify(configTrust(account)), tags },
    { parent, ...onlyOne, ignoreChanges: [stackTag] },
  );
  const s3 = pulumi.output(bucketName ?? "*").apply((bucket) => s3Access(account, bucket));
  const permissions = [
    new RolePolicy(
      `${name}-role-s3`,
      { name: "S3Access", role: role.name, policy: pulumi.jsonStringify(s3) },
      { parent, ...onlyOne },
    ),
    new RolePolicy(
      `${name}-role-sns`,
      { name: "SNSPublish", role: role.name, policy: JSON.stringify(snsPublish(account)) },
      { parent, ...onlyOne },
    ),
    new RolePolicyAttachment(
      `${name}-role-config`,
      { role: role.name, policyArn: `arn:${account.partition}:iam::aws:policy/service-role/AWS_ConfigRole` },
      { parent, ...onlyOne },
    ),
  ];
  return { role, permissions };
}

function makeRecording(
  name: string,
  account: Account,
  delivery: Readonly<Record<"roleArn" | "bucketName" | "topicArn", pulumi.Input<string>>>,
  parent: pulumi.Resource,
  deliveryRequirements: pulumi.Resource[],
) {
  const recorder = new Recorder(
    `${name}-recorder`,
    {
      // The console's name for it. A second recorder under another name would be rejected.
      name: "default",
      roleArn: delivery.roleArn,
      recordingGroup: {
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: ["AWS::EC2::SecurityGroup"],
        recordingStrategies: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
      },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    },
    // An account has one recorder per region, and one channel.
    { parent, ...onlyOne, ...rejectRecorder(`${name}-recorder`, account) },
  );
  const channel = new DeliveryChannel(
    `${name}-channel`,
    { name: "default", s3BucketName: delivery.bucketName, snsTopicArn: delivery.topicArn },
    {
      parent,
      ...onlyOne,
      ...rejectChannel(`${name}-channel`, account),
      // AWS requires a recorder first, and checks the bucket and the topic when the channel is created.
      dependsOn: [recorder, ...deliveryRequirements],
    },
  );
  const status = new RecorderStatus(
    `${name}-recording`,
    { name: recorder.name, isEnabled: true },
    {
      parent,
      ...onlyOne,
      // A recorder starts only with a channel; at destroy it stops first, since the last channel can't be deleted while it runs.
      dependsOn: [channel],
      // For the same reason it stops before either is replaced, and the new recorder, which is stopped, is started.
      replaceWith: [recorder, channel],
    },
  );
  return { recorder, channel, status };
}
