import type * as pulumi from "@pulumi/pulumi";
import type { Mode, Scope, Stage } from "./configuration";
import type { RequiredPermission } from "../remediation/requiredPermissions";

/** Pages of the AWS console, one for each place where the handout sends a student. */
export interface ConsoleLinks {
  /** LabSG1 with its inbound rules (Tasks 4 and 6). */
  readonly securityGroup: string;
  /** LabSG1's timeline of configuration items in AWS Config (Tasks 3 and 4). */
  readonly timeline: string;
  /** The rule with its resources and annotations (Task 5). Only at stage `remediated`. */
  readonly rule?: string;
  /** The function's code (Task 6). */
  readonly function: string;
  /** The log group, searched for `revoking for` (Task 7). */
  readonly logGroup: string;
  /** The topic with its subscription (Task 1). */
  readonly topic: string;
}

/**
 * The stack's outputs. `Text` and `Links` are Outputs inside the program, and plain values in the JSON of
 * `pulumi stack output --json`.
 */
interface Outputs<Text, Links> {
  /** ARN of the function, under the name given in the handout. */
  readonly LambdaFunctionARN: Text;
  /** Region everything is in, for example `us-east-1`. */
  readonly region: string;
  /** The twelve digits of the AWS account. */
  readonly accountId: string;
  /** How far the lab is built, from the stack's configuration. */
  readonly stage: Stage;
  /** Whether the function remediates or only reports, from the stack's configuration. */
  readonly mode: Mode;
  /** Which groups the function evaluates, from the stack's configuration. */
  readonly scope: Scope;
  /** The policy that the function enforces, as the stack's configuration has it. */
  readonly requiredPermissions: readonly RequiredPermission[];
  /** `Lab VPC`. */
  readonly vpcId: Text;
  /** `LabPublicSubnet`. */
  readonly publicSubnetId: Text;
  /** `LabSG1`. */
  readonly securityGroupId: Text;
  /** Name of that group: `LabSG1`. */
  readonly securityGroupName: Text;
  /** The default group of the lab's VPC. */
  readonly defaultSecurityGroupId: Text;
  /** The topic for AWS Config's notifications. */
  readonly topicArn: Text;
  /** `ust-<ITSC account>-config-topic`. */
  readonly topicName: Text;
  /** `AwsConfigRole`, the recorder's role. */
  readonly configRoleName: Text;
  /** ARN of that role. */
  readonly configRoleArn: Text;
  /** `AwsConfigLambdaSGRole`, the function's role. */
  readonly functionRoleName: Text;
  /** ARN of that role. */
  readonly functionRoleArn: Text;
  /** `evaluate_remediate_security_group`. */
  readonly functionName: Text;
  /** `awsconfig_lambda_security_group`. */
  readonly logGroupName: Text;
  /** Bucket of the configuration history. From stage `monitored` on, unless the account's recorder is adopted. */
  readonly bucketName?: Text;
  /** `default`. From stage `monitored` on, unless the account's recorder is adopted. */
  readonly recorderName?: Text;
  /** `default`. From stage `monitored` on, unless the account's recorder is adopted. */
  readonly deliveryChannelName?: Text;
  /** `EC2SecurityGroup`. Only at stage `remediated`. */
  readonly ruleName?: Text;
  /** ARN of that rule. Only at stage `remediated`. */
  readonly ruleArn?: Text;
  /** Where to look in the AWS console. */
  readonly consoleLinks: Links;
}

/** The stack's outputs as the program exports them. */
export type LabOutputs = Outputs<pulumi.Output<string>, pulumi.Output<ConsoleLinks>>;

/** The stack's outputs as `pulumi stack output --json` and the Automation API return them. */
export type LabStackOutputs = Outputs<string, ConsoleLinks>;
