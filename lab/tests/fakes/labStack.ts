import { reached, type Stage } from "../../../components/configuration";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { handoutPermissions } from "../../../remediation/handoutPermissions";

export const accountId = "111122223333";
export const vpcId = "vpc-0aaaaaaaaaaaaaaaa";
export const labGroup = "sg-0aaaaaaaaaaaaaaaa";
export const defaultGroup = "sg-0dddddddddddddddd";
export const outsideGroup = "sg-0fffffffffffffff0";

/** How the outputs of a stage differ from `labStack`: those that come with a later stage are missing. */
export function atStage(stage: Stage): Partial<LabStackOutputs> {
  const recording = { bucketName: undefined, recorderName: undefined, deliveryChannelName: undefined };
  const rule = { ruleName: undefined, ruleArn: undefined };
  return {
    stage,
    ...(!reached(stage, "monitored") && recording),
    ...(!reached(stage, "remediated") && rule),
  };
}

/** Outputs of a stack at stage `remediated`, as `pulumi stack output --json` gives them. */
export function labStack(changes: Partial<LabStackOutputs> = {}): LabStackOutputs {
  return {
    LambdaFunctionARN: `arn:aws:lambda:us-east-1:${accountId}:function:evaluate_remediate_security_group`,
    region: "us-east-1",
    accountId,
    stage: "remediated",
    mode: "enforce",
    scope: "lab",
    ruleScope: "type",
    requiredPermissions: handoutPermissions,
    allowedPermissions: [],
    exemptions: false,
    vpcId,
    publicSubnetId: "subnet-0aaaaaaaaaaaaaaaa",
    securityGroupId: labGroup,
    securityGroupName: "LabSG1",
    defaultSecurityGroupId: defaultGroup,
    topicArn: `arn:aws:sns:us-east-1:${accountId}:ust-stuabc-config-topic`,
    topicName: "ust-stuabc-config-topic",
    configRoleName: "AwsConfigRole",
    configRoleArn: `arn:aws:iam::${accountId}:role/AwsConfigRole`,
    functionRoleName: "AwsConfigLambdaSGRole",
    functionRoleArn: `arn:aws:iam::${accountId}:role/AwsConfigLambdaSGRole`,
    functionName: "evaluate_remediate_security_group",
    logGroupName: "awsconfig_lambda_security_group",
    bucketName: "config-history",
    recorderName: "default",
    deliveryChannelName: "default",
    ruleName: "EC2SecurityGroup",
    ruleArn: `arn:aws:config:us-east-1:${accountId}:config-rule/config-rule-abc123`,
    consoleLinks: {
      securityGroup: "https://console.example/group",
      timeline: "https://console.example/timeline",
      rule: "https://console.example/rule",
      function: "https://console.example/function",
      logGroup: "https://console.example/log",
      topic: "https://console.example/topic",
    },
    ...changes,
  };
}
