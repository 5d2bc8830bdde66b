import type { LabStackOutputs } from "../../../components/labOutputs";
import { policy, type PolicyDocument, type Statement } from "../../../components/policies/policyDocument";

/**
 * What a student of a shared account may do: change the inbound rules of the groups in the student's own VPC, and read what the
 * handout's tasks read. Some reading can't be limited to a resource, so a student sees that the neighbours' groups, rules and
 * timelines exist; nothing of theirs can be changed (Service Authorization Reference).
 */
export function studentPolicy(lab: LabStackOutputs): PolicyDocument {
  const [, partition = "aws"] = lab.topicArn.split(":");
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${lab.region}:${lab.accountId}:${resource}`;
  const logGroup = arn("logs", `log-group:${lab.logGroupName}`);
  return policy(
    {
      Sid: "ChangeGroupsOfOwnVpc",
      Effect: "Allow",
      Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
      Resource: arn("ec2", "security-group/*"),
      Condition: { ArnEquals: { "ec2:Vpc": arn("ec2", `vpc/${lab.vpcId}`) } },
    },
    reading("ReadWhatHasNoResource", "*", [
      "ec2:DescribeInternetGateways",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroupRules",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "config:DescribeConfigRuleEvaluationStatus",
      "config:DescribeConfigRules",
      "config:DescribeConfigurationRecorderStatus",
      "config:DescribeConfigurationRecorders",
      "config:DescribeDeliveryChannelStatus",
      "config:DescribeDeliveryChannels",
      "config:GetResourceConfigHistory",
      "config:ListDiscoveredResources",
    ]),
    reading("ReadOwnVpc", arn("ec2", `vpc/${lab.vpcId}`), ["ec2:DescribeVpcAttribute"]),
    reading(
      "ReadOwnRoles",
      [lab.configRoleArn, lab.functionRoleArn],
      ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
    ),
    reading("ReadOwnTopic", lab.topicArn, [
      "sns:GetSubscriptionAttributes",
      "sns:GetTopicAttributes",
      "sns:ListSubscriptionsByTopic",
    ]),
    reading("ReadOwnFunction", lab.LambdaFunctionARN, [
      "lambda:GetFunction",
      "lambda:GetFunctionConfiguration",
    ]),
    reading(
      "ReadOwnLog",
      [`${logGroup}:*`],
      ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"],
    ),
    ...(lab.ruleArn === undefined
      ? []
      : [reading("ReadOwnRule", lab.ruleArn, ["config:GetComplianceDetailsByConfigRule"])]),
  );
}

function reading(Sid: string, Resource: string | readonly string[], Action: readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}
