import type { LabStackOutputs } from "../../../components/labOutputs";
import { ruleTag } from "../../../components/ruleTag";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { zipOf } from "@config-remediation-lab/local/tests/aws/zipOf";
import { atStage, labStack } from "../fakes/labStack";

const accountId = "123456789012";
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${accountId}:${resource}`;

/** Reports every group as compliant. */
const code = `
const { ConfigServiceClient, PutEvaluationsCommand } = require("@aws-sdk/client-config-service");
exports.handler = async (event) => {
  const item = JSON.parse(event.invokingEvent).configurationItem;
  await new ConfigServiceClient().send(new PutEvaluationsCommand({
    ResultToken: event.resultToken,
    Evaluations: [{
      ComplianceResourceType: item.resourceType,
      ComplianceResourceId: item.resourceId,
      ComplianceType: "COMPLIANT",
      Annotation: "Permissions are correct.",
      OrderingTimestamp: new Date(item.configurationItemCaptureTime),
    }],
  }));
};`;

function document(...statements: object[]): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

type Tags = Readonly<Record<string, string>>;

function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

interface RoleSettings {
  readonly RoleName: string;
  readonly service: string;
  readonly policies: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

async function makeRole({ iam }: AwsClients, settings: RoleSettings): Promise<string> {
  const { RoleName, service, policies, tags } = settings;
  const AssumeRolePolicyDocument = document({ Action: "sts:AssumeRole", Principal: { Service: service } });
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument, Tags: tagList(tags) });
  for (const [PolicyName, PolicyDocument] of Object.entries(policies))
    await iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument });
  return Role?.Arn ?? "";
}

/** The recorder of an account that students share. */
export async function makeRecorder(clients: AwsClients, tags: Tags = {}): Promise<void> {
  const { config, s3 } = clients;
  const Bucket = "class-history-0a1b2c3";
  const roleARN = await makeRole(clients, {
    RoleName: "AwsConfigRole-class-us-east-1",
    service: "config.amazonaws.com",
    policies: { All: document({ Action: ["ec2:Describe*", "s3:*"], Resource: "*" }) },
    tags,
  });
  await s3.createBucket({ Bucket });
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: tagList(tags) } });
  const recordingGroup = { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup" as const] };
  await config.putConfigurationRecorder({
    ConfigurationRecorder: { name: "default", roleARN, recordingGroup },
    Tags: tagList(tags),
  });
  await config.putDeliveryChannel({ DeliveryChannel: { name: "default", s3BucketName: Bucket } });
  await config.startConfigurationRecorder({ ConfigurationRecorderName: "default" });
}

export interface LocalLabOptions {
  readonly tags?: Tags;
  /** Of the rule that the student created in the console. @default the stack has the rule */
  readonly ruleByHand?: string;
}

/** A student's lab in a shared account at the local endpoint, with what the tasks read, as the stack's outputs describe it. */
export async function makeLab(
  clients: AwsClients,
  student: string,
  { tags = {}, ruleByHand }: LocalLabOptions = {},
): Promise<LabStackOutputs> {
  const { config, ec2, lambda, logs, sns } = clients;
  const tagged = <Type extends string>(ResourceType: Type) =>
    Object.keys(tags).length === 0 ? {} : { TagSpecifications: [{ ResourceType, Tags: tagList(tags) }] };
  const { Vpc } = await ec2.createVpc({ CidrBlock: "10.0.0.0/16", ...tagged("vpc") });
  const vpcId = Vpc?.VpcId ?? "";
  const inVpc = { VpcId: vpcId };
  const { Subnet } = await ec2.createSubnet({ ...inVpc, CidrBlock: "10.0.1.0/24", ...tagged("subnet") });
  const { InternetGateway } = await ec2.createInternetGateway(tagged("internet-gateway"));
  await ec2.attachInternetGateway({ ...inVpc, InternetGatewayId: InternetGateway?.InternetGatewayId });
  const { RouteTable } = await ec2.createRouteTable({ ...inVpc, ...tagged("route-table") });
  await ec2.associateRouteTable({ RouteTableId: RouteTable?.RouteTableId, SubnetId: Subnet?.SubnetId });
  const group = { GroupName: "LabSG1", Description: "LabSG1", ...inVpc, ...tagged("security-group") };
  const { GroupId: securityGroupId = "" } = await ec2.createSecurityGroup(group);
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups({
    Filters: [
      { Name: "vpc-id", Values: [vpcId] },
      { Name: "group-name", Values: ["default"] },
    ],
  });
  const defaultSecurityGroupId = SecurityGroups[0]?.GroupId ?? "";
  const ruleName = `EC2SecurityGroup-${student}`;
  const [[TagKey, TagValue] = ["", ""]] = Object.entries(ruleTag(ruleName));
  await ec2.createTags({
    Resources: [securityGroupId, defaultSecurityGroupId],
    Tags: [{ Key: TagKey, Value: TagValue }],
  });

  const everything = { Resource: "*" };
  const configRoleName = `AwsConfigRole-${student}`;
  const configRoleArn = await makeRole(clients, {
    RoleName: configRoleName,
    service: "config.amazonaws.com",
    policies: {
      S3Access: document({ Action: ["s3:PutObject", "s3:GetBucketAcl"], ...everything }),
      SNSPublish: document({ Action: "sns:Publish", ...everything }),
    },
    tags,
  });
  const functionRoleName = `AwsConfigLambdaSGRole-${student}`;
  const functionRoleArn = await makeRole(clients, {
    RoleName: functionRoleName,
    service: "lambda.amazonaws.com",
    policies: {
      awsconfig_lambda_ec2_sg_role_policy: document({
        Action: ["config:PutEvaluations", "logs:*"],
        ...everything,
      }),
    },
    tags,
  });

  const topicName = `ust-${student}-config-topic`;
  const { TopicArn: topicArn = "" } = await sns.createTopic({ Name: topicName, Tags: tagList(tags) });
  await sns.subscribe({ TopicArn: topicArn, Protocol: "email-json", Endpoint: `${student}@example.edu` });
  const logGroupName = `awsconfig_lambda_security_group-${student}`;
  await logs.createLogGroup({ logGroupName, tags: { ...tags } });
  const functionName = `evaluate_remediate_security_group-${student}`;
  await lambda.createFunction({
    FunctionName: functionName,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: functionRoleArn,
    Code: { ZipFile: zipOf({ "index.js": code }) },
    Timeout: 30,
    MemorySize: 256,
    LoggingConfig: { LogGroup: logGroupName },
    Tags: { ...tags },
  });
  await lambda.addPermission({
    FunctionName: functionName,
    StatementId: "config",
    Action: "lambda:InvokeFunction",
    Principal: "config.amazonaws.com",
    SourceAccount: accountId,
  });
  const LambdaFunctionARN = arn("lambda", `function:${functionName}`);
  await config.putConfigRule({
    ConfigRule: {
      ConfigRuleName: ruleByHand ?? ruleName,
      Description: "Restrict inbound ports to HTTP and HTTPS",
      Scope: { TagKey, TagValue },
      InputParameters: '{"debug":"true"}',
      Source: {
        Owner: "CUSTOM_LAMBDA",
        SourceIdentifier: LambdaFunctionARN,
        SourceDetails: [
          { EventSource: "aws.config", MessageType: "ConfigurationItemChangeNotification" },
          { EventSource: "aws.config", MessageType: "OversizedConfigurationItemChangeNotification" },
        ],
      },
    },
    Tags: tagList(tags),
  });
  const { ConfigRules: [rule] = [] } = await config.describeConfigRules({
    ConfigRuleNames: [ruleByHand ?? ruleName],
  });
  return labStack({
    accountId,
    vpcId,
    publicSubnetId: Subnet?.SubnetId ?? "",
    securityGroupId,
    defaultSecurityGroupId,
    ruleScope: "tag",
    configRoleName,
    configRoleArn,
    functionRoleName,
    functionRoleArn,
    functionName,
    LambdaFunctionARN,
    logGroupName,
    topicArn,
    topicName,
    bucketName: undefined,
    recorderName: undefined,
    deliveryChannelName: undefined,
    ruleName,
    ruleArn: rule?.ConfigRuleArn,
    ...(ruleByHand === undefined ? {} : atStage("environment")),
  });
}
