import type { LocalAws } from "../../../aws";
import { AwsClients } from "../../../support/awsClients";

/** A request as an SDK sends it. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the SDK is about to send. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

const tcp = { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
const groupId = "sg-0a1b2c3d4e5f60718";
const vpcId = "vpc-0a1b2c3d4e5f60718";

/** Calls of every service and of every kind of subject; most name things that don't exist. */
const calls: readonly ((clients: AwsClients) => Promise<unknown>)[] = [
  ({ ec2 }) =>
    ec2.describeSecurityGroups({ GroupIds: [groupId], Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
  ({ ec2 }) => ec2.authorizeSecurityGroupIngress({ GroupId: groupId, IpPermissions: [tcp] }),
  ({ ec2 }) => ec2.revokeSecurityGroupIngress({ GroupId: groupId, IpPermissions: [tcp, tcp] }),
  ({ ec2 }) => ec2.describeSecurityGroupRules({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
  ({ ec2 }) => ec2.modifySecurityGroupRules({ GroupId: groupId, SecurityGroupRules: [] }),
  ({ ec2 }) => ec2.createSecurityGroup({ GroupName: "g", Description: "d", VpcId: vpcId }),
  ({ ec2 }) => ec2.createVpc({ CidrBlock: "10.0.0.0/16" }),
  ({ ec2 }) => ec2.createTags({ Resources: [groupId], Tags: [{ Key: "a", Value: "b" }] }),
  ({ ec2 }) =>
    ec2.createRoute({ RouteTableId: "rtb-1", DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" }),
  ({ config }) =>
    config.putEvaluations({
      ResultToken: "token",
      Evaluations: [
        {
          ComplianceResourceType: "AWS::EC2::SecurityGroup",
          ComplianceResourceId: groupId,
          ComplianceType: "COMPLIANT",
          Annotation: "a",
          OrderingTimestamp: new Date(0),
        },
      ],
    }),
  ({ config }) =>
    config.putConfigRule({
      ConfigRule: {
        ConfigRuleName: "r",
        Scope: { ComplianceResourceTypes: ["AWS::EC2::SecurityGroup"] },
        Source: {
          Owner: "CUSTOM_LAMBDA",
          SourceIdentifier: "arn:aws:lambda:us-east-1:123456789012:function:f",
          SourceDetails: [{ EventSource: "aws.config", MessageType: "ScheduledNotification" }],
        },
        InputParameters: "{}",
      },
    }),
  ({ config }) => config.describeConfigRules({ ConfigRuleNames: ["r"] }),
  ({ config }) =>
    config.getResourceConfigHistory({
      resourceType: "AWS::EC2::SecurityGroup",
      resourceId: groupId,
      laterTime: new Date(0),
      limit: 5,
    }),
  ({ config }) => config.getComplianceDetailsByConfigRule({ ConfigRuleName: "r", Limit: 10, NextToken: "n" }),
  ({ config }) =>
    config.putConfigurationRecorder({
      ConfigurationRecorder: {
        name: "default",
        roleARN: "arn:aws:iam::123456789012:role/r",
        recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup"] },
      },
    }),
  ({ config }) => config.putDeliveryChannel({ DeliveryChannel: { name: "default", s3BucketName: "b" } }),
  ({ config }) => config.startConfigRulesEvaluation({ ConfigRuleNames: ["r"] }),
  ({ config }) =>
    config.tagResource({ ResourceArn: "arn:aws:config:us-east-1:1:r", Tags: [{ Key: "a", Value: "b" }] }),
  ({ config }) => config.listDiscoveredResources({ resourceType: "AWS::EC2::SecurityGroup", limit: 3 }),
  ({ lambda }) => lambda.getFunction({ FunctionName: "f" }),
  ({ lambda }) =>
    lambda.createFunction({
      FunctionName: "f",
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::123456789012:role/r",
      Code: { ZipFile: Buffer.from("not a zip file") },
      Environment: { Variables: { A: "b" } },
    }),
  ({ lambda }) => lambda.invoke({ FunctionName: "f", Payload: "{}", InvocationType: "Event" }),
  ({ lambda }) =>
    lambda.addPermission({
      FunctionName: "f",
      StatementId: "s",
      Action: "lambda:InvokeFunction",
      Principal: "p",
    }),
  ({ logs }) =>
    logs.filterLogEvents({ logGroupName: "g", filterPattern: '{ $.a = "b" }', startTime: 0, limit: 5 }),
  ({ logs }) => logs.createLogGroup({ logGroupName: "fuzz-group" }),
  ({ logs }) =>
    logs.putLogEvents({ logGroupName: "g", logStreamName: "s", logEvents: [{ timestamp: 0, message: "m" }] }),
  ({ logs }) =>
    logs.startQuery({
      logGroupName: "g",
      queryString: "fields @message | limit 2",
      startTime: 0,
      endTime: 9,
    }),
  ({ sns }) => sns.createTopic({ Name: "fuzz-topic", Attributes: { DisplayName: "d" } }),
  ({ sns }) =>
    sns.subscribe({
      TopicArn: "arn:aws:sns:us-east-1:123456789012:t",
      Protocol: "email-json",
      Endpoint: "a@example.com",
      Attributes: { FilterPolicy: '{"a":["b"]}', FilterPolicyScope: "MessageBody" },
    }),
  ({ sns }) => sns.publish({ TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Message: "m", Subject: "s" }),
  ({ iam }) => iam.createRole({ RoleName: "fuzz", AssumeRolePolicyDocument: '{"Statement":[]}', Path: "/" }),
  ({ iam }) => iam.putRolePolicy({ RoleName: "r", PolicyName: "p", PolicyDocument: '{"Statement":[]}' }),
  ({ sts }) =>
    sts.assumeRole({
      RoleArn: "arn:aws:iam::123456789012:role/r",
      RoleSessionName: "s",
      DurationSeconds: 900,
    }),
  ({ sts }) => sts.getCallerIdentity({}),
  ({ s3 }) => s3.putObject({ Bucket: "b", Key: "k", Body: "text", Metadata: { a: "b" } }),
  ({ s3 }) => s3.getObject({ Bucket: "b", Key: "k" }),
  ({ s3 }) => s3.listObjectsV2({ Bucket: "b", Prefix: "p" }),
];

/** What the SDK sends for each of the calls, which aren't made. */
export async function recordRequests({
  endpoint,
  region,
  credentials,
}: LocalAws): Promise<RecordedRequest[]> {
  const recorded: RecordedRequest[] = [];
  const requestHandler = {
    handle: (request: Sent) => {
      recorded.push(asRecorded(request));
      return Promise.reject(new Error("recorded"));
    },
  };
  const clients = new AwsClients(region, () => ({
    endpoint,
    credentials,
    maxAttempts: 1,
    forcePathStyle: true,
    // Not among AwsClients' settings, since nothing else has a handler of its own.
    requestHandler,
  }));
  for (const call of calls) {
    await call(clients).catch((error: Error) => {
      if (error.message !== "recorded") throw error;
    });
  }
  clients.destroy();
  return recorded;
}

function asRecorded({ method, path, query, headers, body }: Sent): RecordedRequest {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) parameters.append(name, each ?? "");
  const text = parameters.toString();
  return {
    method,
    path: text === "" ? path : `${path}?${text}`,
    headers,
    body: typeof body === "string" ? Buffer.from(body) : Buffer.from(body ?? []),
  };
}
