import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  ConfigServiceClient,
  DescribeDeliveryChannelStatusCommand,
  GetComplianceDetailsByResourceCommand,
  GetResourceConfigHistoryCommand,
  ListDiscoveredResourcesCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteVpcCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { startLocalAws, type LocalAws } from "../../../aws";
import { zipOf } from "../zipOf";
import { accountId, bucket, groupType, recorder, region, rule, tcp } from "./world";

/** Judges a group by its number of permissions, and takes back what is more than one. */
const code = `
const { EC2Client, DescribeSecurityGroupsCommand, RevokeSecurityGroupIngressCommand } = require("@aws-sdk/client-ec2");
const { ConfigServiceClient, PutEvaluationsCommand } = require("@aws-sdk/client-config-service");
exports.handler = async (event) => {
  const item = JSON.parse(event.invokingEvent).configurationItem;
  const ec2 = new EC2Client();
  const config = new ConfigServiceClient();
  const report = (ComplianceType) => config.send(new PutEvaluationsCommand({
    ResultToken: event.resultToken,
    Evaluations: [{
      ComplianceResourceType: item.resourceType,
      ComplianceResourceId: item.resourceId,
      ComplianceType,
      OrderingTimestamp: new Date(item.configurationItemCaptureTime),
    }],
  }));
  if (event.eventLeftScope) return report("NOT_APPLICABLE");
  const answer = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [item.resourceId] }));
  const extra = answer.SecurityGroups[0].IpPermissions.slice(1);
  if (extra.length === 0) return report("COMPLIANT");
  await report("NON_COMPLIANT");
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: item.resourceId, IpPermissions: extra }));
  return report("COMPLIANT");
};`;

function document(...statements: object[]): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const trust = (Service: string) => document({ Action: "sts:AssumeRole", Principal: { Service } });

describe("AWS Config at the endpoint", function () {
  this.timeout(300_000);
  let folder: string;
  let aws: LocalAws;
  let config: ConfigServiceClient;
  let ec2: EC2Client;
  let iam: IAMClient;
  let s3: S3Client;
  let groupId: string;
  let vpcId: string | undefined;
  const clients: { destroy(): void }[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "config-endpoint-"));
    aws = await startLocalAws({ folder });
    const { endpoint, credentials } = aws;
    const settings = { endpoint, credentials, region };
    config = new ConfigServiceClient(settings);
    ec2 = new EC2Client(settings);
    iam = new IAMClient(settings);
    s3 = new S3Client({ ...settings, forcePathStyle: true });
    const lambda = new LambdaClient(settings);
    const sns = new SNSClient(settings);
    clients.push(config, ec2, iam, s3, lambda, sns);

    const role = async (RoleName: string, service: string, policies: Record<string, string>) => {
      const AssumeRolePolicyDocument = trust(service);
      const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      for (const [PolicyName, PolicyDocument] of Object.entries(policies)) {
        await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
      }
      return Role?.Arn;
    };
    const logs = `arn:aws:s3:::${bucket}/AWSLogs/${accountId}/*`;
    const withAcl = { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } };
    const configRole = await role("AwsConfigRole", "config.amazonaws.com", {
      Describe: document({ Action: "ec2:Describe*", Resource: "*" }),
      S3Access: document(
        { Action: ["s3:PutObject", "s3:PutObjectAcl"], Resource: logs, Condition: withAcl },
        { Action: "s3:GetBucketAcl", Resource: `arn:aws:s3:::${bucket}` },
      ),
      SNSPublish: document({ Action: "sns:Publish", Resource: "arn:aws:sns:*:*:*-config-topic" }),
    });
    const functionRole = await role("Evaluates", "lambda.amazonaws.com", {
      Evaluates: document({ Action: ["config:PutEvaluations", "ec2:*", "logs:*"], Resource: "*" }),
    });
    const ZipFile = zipOf({ "index.js": code });
    const created = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: "evaluate",
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: functionRole,
        Code: { ZipFile },
        Timeout: 30,
        MemorySize: 256,
      }),
    );
    assert.equal(created.FunctionArn, rule().Source?.SourceIdentifier);
    const permission = {
      Action: "lambda:InvokeFunction",
      Principal: "config.amazonaws.com",
      SourceAccount: accountId,
    };
    await lambda.send(
      new AddPermissionCommand({ FunctionName: "evaluate", StatementId: "config", ...permission }),
    );

    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "lab-config-topic" }));
    vpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc?.VpcId;
    const group = { GroupName: "LabSG1", Description: "LabSG1", VpcId: vpcId };
    groupId = (await ec2.send(new CreateSecurityGroupCommand(group))).GroupId ?? "";
    await open(80);
    await config.send(
      new PutConfigurationRecorderCommand({ ConfigurationRecorder: { ...recorder, roleARN: configRole } }),
    );
    const DeliveryChannel = { name: "default", s3BucketName: bucket, snsTopicARN: TopicArn };
    await config.send(new PutDeliveryChannelCommand({ DeliveryChannel }));
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }));
    await aws.idle();
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await aws?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (port: number) =>
    ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [tcp(port)] }));
  const itemsOf = async (
    resourceType: "AWS::Config::ResourceCompliance" | "AWS::EC2::SecurityGroup",
    id: string,
  ) => {
    const order = { chronologicalOrder: "Forward" as const };
    const answer = await config.send(
      new GetResourceConfigHistoryCommand({ resourceType, resourceId: id, ...order }),
    );
    return answer.configurationItems ?? [];
  };

  it("records the groups that EC2 has, the default ones too", async () => {
    const answer = await config.send(new ListDiscoveredResourcesCommand({ resourceType: groupType }));
    const names = answer.resourceIdentifiers?.map(({ resourceName }) => resourceName) ?? [];
    assert.ok(names.includes("LabSG1"));
    assert.ok(names.includes("default"));
  });

  it("sees an incident, has it repaired, and keeps both in the history", async () => {
    await config.send(new PutConfigRuleCommand({ ConfigRule: rule() }));
    await aws.idle();
    await open(465);
    await aws.idle();
    const ports = (await itemsOf(groupType, groupId)).map(({ configuration = "" }) =>
      (JSON.parse(configuration) as { ipPermissions: { fromPort: number }[] }).ipPermissions.map(
        (each) => each.fromPort,
      ),
    );
    assert.deepEqual(ports, [[80], [80, 465], [80]]);
    const compliance = (await itemsOf("AWS::Config::ResourceCompliance", `${groupType}/${groupId}`)).map(
      ({ configuration = "" }) => (JSON.parse(configuration) as { complianceType: string }).complianceType,
    );
    assert.deepEqual(compliance, ["COMPLIANT", "NON_COMPLIANT", "COMPLIANT"]);
  });

  it("delivers the history to the bucket, as the recorder's role", async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    const ids = new Set<string>();
    for (const { Key } of Contents.filter((each) => each.Key?.includes("/ConfigHistory/"))) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const text = gunzipSync((await Body?.transformToByteArray()) ?? "").toString();
      const { configurationItems } = JSON.parse(text) as { configurationItems: { resourceId: string }[] };
      for (const { resourceId } of configurationItems) ids.add(resourceId);
    }
    assert.ok(ids.has(groupId));
  });

  it("forgets the results of a group that EC2 deletes", async () => {
    const other = { GroupName: "other", Description: "other", VpcId: vpcId };
    const ResourceId = (await ec2.send(new CreateSecurityGroupCommand(other))).GroupId ?? "";
    const results = async () => {
      const answer = await config.send(
        new GetComplianceDetailsByResourceCommand({ ResourceType: groupType, ResourceId }),
      );
      return answer.EvaluationResults?.map(({ ComplianceType }) => ComplianceType);
    };
    await aws.idle();
    assert.deepEqual(await results(), ["COMPLIANT"]);
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: ResourceId }));
    await aws.idle();
    assert.deepEqual(await results(), []);
    assert.equal((await itemsOf(groupType, ResourceId)).at(-1)?.configurationItemStatus, "ResourceDeleted");
  });

  it("records that a VPC's default group goes with it", async () => {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
    const Filters = [{ Name: "vpc-id", Values: [Vpc!.VpcId!] }];
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    const id = SecurityGroups![0]!.GroupId!;
    await aws.idle();
    await ec2.send(new DeleteVpcCommand({ VpcId: Vpc!.VpcId }));
    await aws.idle();
    const statuses = (await itemsOf(groupType, id)).map((item) => item.configurationItemStatus);
    assert.deepEqual(statuses, ["ResourceDiscovered", "ResourceDeleted"]);
  });

  it("records a rule that is modified, and its description", async () => {
    const made = { GroupName: "modified", Description: "modified", VpcId: vpcId };
    const GroupId = (await ec2.send(new CreateSecurityGroupCommand(made))).GroupId!;
    const { SecurityGroupRules } = await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [tcp(80)] }),
    );
    await aws.idle();
    const { SecurityGroupRuleId } = SecurityGroupRules![0]!;
    const SecurityGroupRule = {
      ...{ IpProtocol: "tcp", FromPort: 22, ToPort: 22 },
      CidrIpv4: "198.51.100.77/24",
      Description: "office",
    };
    const change = { GroupId, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }] };
    await ec2.send(new ModifySecurityGroupRulesCommand(change));
    await aws.idle();
    const last = (await itemsOf(groupType, GroupId)).at(-1);
    const { ipPermissions } = JSON.parse(last?.configuration ?? "") as {
      ipPermissions: { fromPort: number; ipv4Ranges: object[] }[];
    };
    assert.deepEqual(
      ipPermissions.map(({ fromPort, ipv4Ranges }) => [fromPort, ipv4Ranges]),
      [[22, [{ cidrIp: "198.51.100.0/24", description: "office" }]]],
    );
  });

  it("shows what the role's policies don't allow", async () => {
    for (const PolicyName of ["S3Access", "SNSPublish"]) {
      await iam.send(new DeleteRolePolicyCommand({ RoleName: "AwsConfigRole", PolicyName }));
    }
    await open(993);
    await aws.idle();
    const answer = await config.send(new DescribeDeliveryChannelStatusCommand({}));
    const [{ configHistoryDeliveryInfo: history, configStreamDeliveryInfo: stream } = {}] =
      answer.DeliveryChannelsStatus ?? [];
    assert.equal(history?.lastStatus, "FAILURE");
    assert.match(history?.lastErrorMessage ?? "", /not authorized to perform: s3:PutObject/);
    assert.equal(stream?.lastStatus, "FAILURE");
    assert.match(stream?.lastErrorMessage ?? "", /not authorized to perform: SNS:Publish/i);
  });
});
