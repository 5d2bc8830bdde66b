import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MessageType } from "@aws-sdk/client-config-service";
import { functionRolePolicy, lambdaTrust } from "../../../components/policies/functionRolePolicy";
import type { Statement } from "../../../components/policies/policyDocument";
import type { LocalAws } from "../../../local/aws";
import type { AwsClients } from "../../../local/support/awsClients";
import { zipOf } from "../../../local/tests/aws/zipOf";
import type { ConfigRuleEvent } from "../../../remediation/configEvent";
import type { SdkSettings } from "./environment";

const bucket = "fault-lab-history";
const accountId = "123456789012";
const functionRole = "AwsConfigLambdaSGRole";

/**
 * Starts AWS Config with a rule whose function writes down the event that it gets: about the VPC's default group only, so
 * that it doesn't run for the groups of the tests.
 *
 * @returns the event's result token, which is valid for evaluations of every group as long as the rule exists
 */
export async function makeCatchingRule(
  aws: LocalAws,
  clients: AwsClients,
  folder: string,
  vpcId: string,
): Promise<string> {
  const eventFile = join(folder, "event.json");
  const source = `exports.handler = async (event) =>
    require("node:fs").writeFileSync(${JSON.stringify(eventFile)}, JSON.stringify(event));`;
  const role = await makeRole(clients, "Catcher", "lambda.amazonaws.com", [
    { Effect: "Allow", Action: "logs:*", Resource: "*" },
  ]);
  const functionArn = await makeFunction(aws, clients, role, { "index.js": source });
  await startRecorder(aws, clients);
  const { SecurityGroups } = await clients.ec2.describeSecurityGroups({
    Filters: [{ Name: "vpc-id", Values: [vpcId] }],
  });
  await putRule(clients, functionArn, SecurityGroups?.[0]?.GroupId);
  await aws.idle();
  return (JSON.parse(readFileSync(eventFile, "utf8")) as ConfigRuleEvent).resultToken;
}

/** Creates a function of these files that AWS Config may invoke. @returns its ARN */
export async function makeFunction(
  aws: LocalAws,
  { lambda }: AwsClients,
  role: string,
  files: Readonly<Record<string, string>>,
  timeout = 60,
): Promise<string> {
  const [file = ""] = Object.keys(files);
  const { FunctionArn = "" } = await lambda.createFunction({
    FunctionName: "evaluate",
    Runtime: "nodejs24.x",
    Handler: file.replace(/\.js$/, ".handler"),
    Role: role,
    Code: { ZipFile: zipOf(files) },
    Timeout: timeout,
    MemorySize: 256,
  });
  await lambda.addPermission({
    FunctionName: "evaluate",
    StatementId: "config",
    Action: "lambda:InvokeFunction",
    Principal: "config.amazonaws.com",
    SourceAccount: aws.accountId,
  });
  return FunctionArn;
}

/** Has AWS Config record security groups. */
export async function startRecorder(aws: LocalAws, clients: AwsClients): Promise<void> {
  const { config, s3 } = clients;
  const roleARN = await makeRole(clients, "Recorder", "config.amazonaws.com", [
    { Effect: "Allow", Action: ["ec2:Describe*", "s3:*"], Resource: "*" },
  ]);
  await s3.createBucket({ Bucket: bucket });
  await config.putConfigurationRecorder({
    ConfigurationRecorder: {
      name: "default",
      roleARN,
      recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup"] },
    },
  });
  await config.putDeliveryChannel({ DeliveryChannel: { name: "default", s3BucketName: bucket } });
  await config.startConfigurationRecorder({ ConfigurationRecorderName: "default" });
  await aws.idle();
}

/** Creates the lab's rule. @param groupId the only group that it evaluates; every one without it */
export async function putRule(
  { config }: AwsClients,
  functionArn: string,
  groupId: string | undefined,
  triggers: readonly MessageType[] = [
    "ConfigurationItemChangeNotification",
    "OversizedConfigurationItemChangeNotification",
  ],
): Promise<void> {
  await config.putConfigRule({
    ConfigRule: {
      ConfigRuleName: "EC2SecurityGroup",
      Scope: { ComplianceResourceTypes: ["AWS::EC2::SecurityGroup"], ComplianceResourceId: groupId },
      Source: {
        Owner: "CUSTOM_LAMBDA",
        SourceIdentifier: functionArn,
        SourceDetails: triggers.map((MessageType) => ({ EventSource: "aws.config", MessageType })),
      },
    },
  });
}

/** Credentials of a session of the function's role. */
export async function sessionOfFunctionRole(
  clients: AwsClients,
  vpcId: string,
): Promise<SdkSettings["credentials"]> {
  const RoleArn = await makeFunctionRole(clients, vpcId);
  const { Credentials } = await clients.sts.assumeRole({ RoleArn, RoleSessionName: "function" });
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken,
  };
}

/** The function's role with the policy that the program gives it; the account's own principals may assume it too. */
export async function makeFunctionRole(clients: AwsClients, vpcId: string): Promise<string> {
  const [trust] = lambdaTrust().Statement;
  const both = {
    ...trust,
    Principal: { Service: "lambda.amazonaws.com", AWS: `arn:aws:iam::${accountId}:root` },
  };
  const logs = { Effect: "Allow", Action: "logs:*", Resource: "*" };
  return makeRole(clients, functionRole, both, [...statementsOfFunctionRole(clients.region, vpcId), logs]);
}

/** What the program allows the function's role. */
export function statementsOfFunctionRole(region: string, vpcId: string): readonly Statement[] {
  const account = { id: accountId, region, partition: "aws", zone: `${region}a` };
  return functionRolePolicy({
    account,
    mode: "enforce",
    scope: "lab",
    vpcId,
    logGroupArn: `arn:aws:logs:${region}:${account.id}:log-group:awsconfig_lambda_security_group`,
  }).Statement;
}

/** Replaces what the function's role is allowed, for its sessions too. */
export async function allowFunctionRole({ iam }: AwsClients, statements: readonly object[]): Promise<void> {
  await iam.putRolePolicy({
    RoleName: functionRole,
    PolicyName: "inline",
    PolicyDocument: policyDocument(statements),
  });
}

function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** @param trusted a service, or the statement of the role's trust policy */
async function makeRole(
  { iam }: AwsClients,
  RoleName: string,
  trusted: string | object,
  statements: readonly object[],
): Promise<string> {
  const trust =
    typeof trusted === "string"
      ? { Effect: "Allow", Principal: { Service: trusted }, Action: "sts:AssumeRole" }
      : trusted;
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: policyDocument([trust]) });
  await iam.putRolePolicy({ RoleName, PolicyName: "inline", PolicyDocument: policyDocument(statements) });
  return Role?.Arn ?? "";
}
