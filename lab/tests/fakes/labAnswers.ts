import type { LabStackOutputs } from "../../../components/labOutputs";
import { ruleName } from "../../stack/rule";
import { awsError, type Answers } from "./fakeClients";
import type { FakeEc2 } from "./fakeEc2";
import { accountId, defaultGroup, labGroup, vpcId } from "./labStack";

const policy = (...statements: object[]): string =>
  // IAM answers policies URL-encoded.
  encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
const allow = (Action: string | string[], Resource: string, Condition?: object): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const trust = (Service: string): string =>
  policy({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" });

const policies: Readonly<Record<string, string>> = {
  awsconfig_lambda_ec2_sg_role_policy: policy(
    allow("config:PutEvaluations", "*"),
    allow("ec2:DescribeSecurityGroups", "*"),
    allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], "*", {
      ArnEquals: { "ec2:Vpc": `arn:aws:ec2:us-east-1:${accountId}:vpc/${vpcId}` },
    }),
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], "*"),
  ),
  S3Access: policy(allow(["s3:PutObject", "s3:PutObjectAcl"], "*"), allow("s3:GetBucketAcl", "*")),
  SNSPublish: policy(allow("sns:Publish", "*")),
};

/** The group's item as AWS Config writes it, at minute `minute`. */
export function item(minute: number, ports: readonly number[], status = "OK"): object {
  const range = [{ cidrIp: "0.0.0.0/0" }];
  return {
    configurationItemCaptureTime: new Date(Date.UTC(2026, 0, 31, 9, minute)),
    configurationItemStatus: status,
    configurationStateId: String(minute),
    configuration: JSON.stringify({
      groupId: labGroup,
      ipPermissions: ports.map((port) => ({
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        ipv4Ranges: range,
        ipRanges: ["0.0.0.0/0"],
        ipv6Ranges: [],
        prefixListIds: [],
        userIdGroupPairs: [],
      })),
    }),
  };
}

/** An item of AWS::Config::ResourceCompliance. */
export function complianceItem(minute: number, complianceType: string): object {
  return {
    configurationItemCaptureTime: new Date(Date.UTC(2026, 0, 31, 9, minute)),
    configuration: JSON.stringify({ complianceType }),
  };
}

/** Answers of an account in which the lab is as it should be, the handout's incident included. */
export function healthyLab(lab: LabStackOutputs, ec2: FakeEc2): Answers {
  const result = (ResourceId: string): object => ({
    EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId } },
    ComplianceType: "COMPLIANT",
    Annotation: "Permissions are correct.",
    ResultRecordedTime: new Date(Date.UTC(2026, 0, 31, 9, 30)),
  });
  return {
    ...ec2.answers,
    DescribeVpcs: () => ({
      Vpcs: [{ VpcId: vpcId, CidrBlock: "10.0.0.0/16", Tags: [{ Key: "Name", Value: "Lab VPC" }] }],
    }),
    DescribeVpcAttribute: ({ Attribute }) =>
      Attribute === "enableDnsSupport"
        ? { EnableDnsSupport: { Value: true } }
        : { EnableDnsHostnames: { Value: true } },
    DescribeInternetGateways: () => ({ InternetGateways: [{ InternetGatewayId: "igw-1" }] }),
    DescribeSubnets: () => ({
      Subnets: [
        {
          VpcId: vpcId,
          CidrBlock: "10.0.1.0/24",
          MapPublicIpOnLaunch: true,
          Tags: [{ Key: "Name", Value: "LabPublicSubnet" }],
        },
      ],
    }),
    DescribeRouteTables: () => ({
      RouteTables: [
        {
          Routes: [
            { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" },
            { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" },
          ],
        },
      ],
    }),
    GetTopicAttributes: () => ({ Attributes: { DisplayName: "EC2 SecurityGroup Change Notifications" } }),
    ListSubscriptionsByTopic: () => ({
      Subscriptions: [
        { Protocol: "email-json", Endpoint: "stuabc@example.com", SubscriptionArn: `${lab.topicArn}:0a1b` },
      ],
    }),
    GetSubscriptionAttributes: () => ({
      Attributes: {
        FilterPolicyScope: "MessageBody",
        FilterPolicy:
          '{"resourceType":["AWS::EC2::SecurityGroup"],"messageType":["ComplianceChangeNotification"]}',
      },
    }),
    GetFunctionConfiguration: () => ({
      FunctionArn: lab.LambdaFunctionARN,
      Role: lab.functionRoleArn,
      Runtime: "nodejs24.x",
      State: "Active",
      LoggingConfig: { LogGroup: lab.logGroupName },
    }),
    GetRole: ({ RoleName }) => ({
      Role: {
        AssumeRolePolicyDocument: trust(
          RoleName === lab.configRoleName ? "config.amazonaws.com" : "lambda.amazonaws.com",
        ),
      },
    }),
    ListRolePolicies: ({ RoleName }) => ({
      PolicyNames:
        RoleName === lab.configRoleName
          ? ["S3Access", "SNSPublish"]
          : ["awsconfig_lambda_ec2_sg_role_policy"],
    }),
    GetRolePolicy: ({ PolicyName }) => ({ PolicyDocument: policies[PolicyName as string] }),
    ListAttachedRolePolicies: ({ RoleName }) => ({
      AttachedPolicies: [
        {
          PolicyArn: `arn:aws:iam::aws:policy/service-role/${RoleName === lab.configRoleName ? "AWS_ConfigRole" : "AWSLambdaBasicExecutionRole"}`,
        },
      ],
    }),
    SimulatePrincipalPolicy: ({ ActionNames }) => ({
      EvaluationResults: (ActionNames as string[]).map((EvalActionName) => ({
        EvalActionName,
        EvalDecision: "allowed",
      })),
    }),
    DescribeConfigurationRecorders: () => ({
      ConfigurationRecorders: [
        {
          name: "default",
          roleARN: lab.configRoleArn,
          recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup"] },
          recordingMode: { recordingFrequency: "CONTINUOUS" },
        },
      ],
    }),
    DescribeConfigurationRecorderStatus: () => ({
      ConfigurationRecordersStatus: [{ name: "default", recording: true, lastStatus: "SUCCESS" }],
    }),
    DescribeDeliveryChannels: () => ({
      DeliveryChannels: [
        {
          name: "default",
          s3BucketName: lab.bucketName ?? "made-in-the-console",
          snsTopicARN: lab.topicArn,
        },
      ],
    }),
    DescribeDeliveryChannelStatus: () => ({
      DeliveryChannelsStatus: [{ name: "default", configStreamDeliveryInfo: { lastStatus: "SUCCESS" } }],
    }),
    ListDiscoveredResources: () => ({
      resourceIdentifiers: [
        { resourceId: labGroup, resourceName: "LabSG1" },
        { resourceId: defaultGroup, resourceName: "default" },
        { resourceId: "sg-0other", resourceName: "default" },
      ],
    }),
    GetResourceConfigHistory: ({ resourceType }) => ({
      // Newest first, as AWS Config answers.
      configurationItems:
        resourceType === "AWS::Config::ResourceCompliance"
          ? [complianceItem(31, "COMPLIANT"), complianceItem(30, "NON_COMPLIANT")]
          : [item(32, [80, 443]), item(20, [80, 465, 993]), item(10, [80], "ResourceDiscovered")],
    }),
    DescribeConfigRules: () => ({
      ConfigRules: [
        {
          ConfigRuleName: ruleName(lab),
          Description: "Restrict inbound ports to HTTP and HTTPS",
          ConfigRuleState: "ACTIVE",
          InputParameters: '{"debug":"true"}',
          Scope: { ComplianceResourceTypes: ["AWS::EC2::SecurityGroup"] },
          Source: {
            Owner: "CUSTOM_LAMBDA",
            SourceIdentifier: lab.LambdaFunctionARN,
            SourceDetails: [
              { MessageType: "OversizedConfigurationItemChangeNotification" },
              { MessageType: "ConfigurationItemChangeNotification" },
            ],
          },
        },
      ],
    }),
    DescribeConfigRuleEvaluationStatus: () => ({
      ConfigRulesEvaluationStatus: [{ LastSuccessfulInvocationTime: new Date(Date.UTC(2026, 0, 31, 9, 30)) }],
    }),
    GetComplianceDetailsByConfigRule: () => ({ EvaluationResults: [result(labGroup), result(defaultGroup)] }),
    FilterLogEvents: () => ({
      events: [
        {
          eventId: "1",
          timestamp: Date.UTC(2026, 0, 31, 9, 30),
          message: JSON.stringify({
            level: "info",
            message: `revoking for ${labGroup}`,
            groupId: labGroup,
            permissions: ["tcp 465 from 0.0.0.0/0", "tcp 993 from 0.0.0.0/0"],
          }),
        },
      ],
    }),
  };
}

/** The answer of a service that has no such thing. */
export function absent(code: string): () => never {
  return () => {
    throw awsError(code);
  };
}

/** AWS Config with these rules, none of which has the name that is asked for. */
export function rulesOfOtherNames(...ConfigRules: readonly object[]): Answers {
  return {
    DescribeConfigRules: ({ ConfigRuleNames }) =>
      ConfigRuleNames === undefined ? { ConfigRules } : absent("NoSuchConfigRuleException")(),
  };
}
