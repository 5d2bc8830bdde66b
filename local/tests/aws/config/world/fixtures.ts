import type { ConfigRule, ConfigurationRecorder, DeliveryChannel } from "@aws-sdk/client-config-service";
import type { SecurityGroup } from "@aws-sdk/client-ec2";

export const accountId = "123456789012";
export const region = "us-east-1";
export const roleArn = `arn:aws:iam::${accountId}:role/AwsConfigRole`;
export const bucket = "history-bucket";
export const topicArn = `arn:aws:sns:${region}:${accountId}:config-topic`;
export const functionArn = `arn:aws:lambda:${region}:${accountId}:function:evaluate`;
export const groupType = "AWS::EC2::SecurityGroup";

/** What a rule's function gets, with its JSON parsed. */
export interface RuleEvent {
  readonly resultToken: string;
  readonly eventLeftScope: boolean;
  readonly executionRoleArn: string;
  readonly configRuleName: string;
  readonly ruleParameters?: string;
  readonly invokingEvent: string;
  /** The invoking event, parsed. */
  readonly message: InvokingMessage;
}

/** What tests read of an invoking event. */
export interface InvokingMessage {
  readonly messageType: string;
  readonly configurationItem?: {
    readonly resourceId: string;
    readonly configurationItemStatus: string;
  } & Record<string, unknown>;
  readonly configurationItemDiff?: unknown;
  readonly configurationItemSummary?: Record<string, unknown>;
  readonly s3DeliverySummary?: Record<string, unknown>;
}

export const recorder: ConfigurationRecorder = {
  name: "default",
  roleARN: roleArn,
  recordingGroup: { allSupported: false, resourceTypes: [groupType] },
  recordingMode: { recordingFrequency: "CONTINUOUS" },
};

export const channel: DeliveryChannel = {
  name: "default",
  s3BucketName: bucket,
  snsTopicARN: topicArn,
};

/** A rule that subscribes to changes of any size. */
export function rule(settings: Partial<ConfigRule> = {}): ConfigRule {
  return {
    ConfigRuleName: "EC2SecurityGroup",
    Description: "Restrict inbound ports to HTTP and HTTPS",
    Scope: { ComplianceResourceTypes: [groupType] },
    InputParameters: '{"debug":"true"}',
    Source: {
      Owner: "CUSTOM_LAMBDA",
      SourceIdentifier: functionArn,
      SourceDetails: [
        { EventSource: "aws.config", MessageType: "ConfigurationItemChangeNotification" },
        { EventSource: "aws.config", MessageType: "OversizedConfigurationItemChangeNotification" },
      ],
    },
    ...settings,
  };
}

export function newGroup(groupId: string): SecurityGroup {
  return {
    GroupId: groupId,
    GroupName: `name of ${groupId}`,
    Description: "a group",
    OwnerId: accountId,
    VpcId: "vpc-1",
    IpPermissions: [tcp(80)],
    IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    Tags: [{ Key: "Name", Value: "LabSG1" }],
  };
}

/** A port open to the world. */
export function tcp(port: number) {
  return { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
}
