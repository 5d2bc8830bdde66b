import type { Account } from "../account";
import type { Mode, Scope } from "../configuration";
import { policy, type PolicyDocument, type Statement } from "./policyDocument";

/** Lets Lambda assume the function's role. */
export function lambdaTrust(): PolicyDocument {
  return policy({
    Sid: "Lambda",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: "sts:AssumeRole",
  });
}

/** What the function's role is limited to. */
export interface FunctionRoleScope {
  readonly account: Account;
  /** `report` changes no group. */
  readonly mode: Mode;
  /** `lab` changes groups of the VPC only. */
  readonly scope: Scope;
  /** The lab's VPC. @example "vpc-0a1b2c3d4e5f60718" */
  readonly vpcId: string;
  /** The function's log group. */
  readonly logGroupArn: string;
  /** The topic for events that the function failed on three times. @default none */
  readonly failureTopicArn?: string;
}

/**
 * `awsconfig_lambda_ec2_sg_role_policy`. Neither PutEvaluations nor DescribeSecurityGroups can be limited to a resource
 * (Service Authorization Reference).
 */
export function functionRolePolicy(role: FunctionRoleScope): PolicyDocument {
  return policy(
    { Sid: "ReportToConfig", Effect: "Allow", Action: "config:PutEvaluations", Resource: "*" },
    { Sid: "SeeGroups", Effect: "Allow", Action: "ec2:DescribeSecurityGroups", Resource: "*" },
    ...(role.mode === "enforce" ? [changeGroups(role)] : []),
    {
      Sid: "WriteItsLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${role.logGroupArn}:*`,
    },
    // Lambda publishes with the function's role.
    ...(role.failureTopicArn === undefined ? [] : [reportFailures(role.failureTopicArn)]),
  );
}

function reportFailures(topicArn: string): Statement {
  return { Sid: "ReportFailures", Effect: "Allow", Action: "sns:Publish", Resource: topicArn };
}

function changeGroups({ account, scope, vpcId }: FunctionRoleScope): Statement {
  const ec2 = `arn:${account.partition}:ec2:${account.region}:${account.id}`;
  return {
    Sid: "RemediateGroups",
    Effect: "Allow",
    Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
    Resource: `${ec2}:security-group/*`,
    ...(scope === "lab" && { Condition: { ArnEquals: { "ec2:Vpc": `${ec2}:vpc/${vpcId}` } } }),
  };
}
