import type * as pulumi from "@pulumi/pulumi";
import type { Mode, RuleScope, Scope, Stage } from "./configuration";
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
 * The outputs that are strings, by when the stack has them: `known`, always, and a plain string in the program too;
 * `always`; `recording`, from stage `monitored` on, unless the account's recorder is adopted; or from a stage on.
 */
export const textOutputs = {
  /** ARN of the function, under the name given in the handout. */
  LambdaFunctionARN: "always",
  /** Region everything is in, for example `us-east-1`. */
  region: "known",
  /** The twelve digits of the AWS account. */
  accountId: "known",
  /** `Lab VPC`. */
  vpcId: "always",
  /** `LabPublicSubnet`. */
  publicSubnetId: "always",
  /** `LabSG1`. */
  securityGroupId: "always",
  /** Name of that group: `LabSG1`. */
  securityGroupName: "always",
  /** The default group of the lab's VPC. */
  defaultSecurityGroupId: "always",
  /** The topic for AWS Config's notifications. */
  topicArn: "always",
  /** `ust-<ITSC account>-config-topic`. */
  topicName: "always",
  /** `AwsConfigRole`, the recorder's role. */
  configRoleName: "always",
  /** ARN of that role. */
  configRoleArn: "always",
  /** `AwsConfigLambdaSGRole`, the function's role. */
  functionRoleName: "always",
  /** ARN of that role. */
  functionRoleArn: "always",
  /** `evaluate_remediate_security_group`. */
  functionName: "always",
  /** `awsconfig_lambda_security_group`. */
  logGroupName: "always",
  /** Bucket of the configuration history. */
  bucketName: "recording",
  /** `default`. */
  recorderName: "recording",
  /** `default`. */
  deliveryChannelName: "recording",
  /** `EC2SecurityGroup`. */
  ruleName: "remediated",
  /** ARN of that rule. */
  ruleArn: "remediated",
} as const satisfies Readonly<Record<string, "known" | "always" | "recording" | Stage>>;

type TextName = keyof typeof textOutputs;
/** The names of the outputs with this availability. */
type Having<Availability> = {
  [Name in TextName]: (typeof textOutputs)[Name] extends Availability ? Name : never;
}[TextName];

/**
 * The stack's outputs. `Text`, `Links` and `Policy` are Outputs inside the program, and plain values in the JSON of
 * `pulumi stack output --json`.
 */
type Outputs<Text, Links, Policy> = Readonly<Record<Having<"known">, string>> &
  Readonly<Record<Having<"always">, Text>> &
  Readonly<Partial<Record<Having<"recording" | Stage>, Text>>> & {
    /** How far the lab is built, from the stack's configuration. */
    readonly stage: Stage;
    /** Whether the function remediates or only reports, from the stack's configuration. */
    readonly mode: Mode;
    /** Which groups the function evaluates, from the stack's configuration. */
    readonly scope: Scope;
    /** What AWS Config evaluates with the rule, from the stack's configuration. */
    readonly ruleScope: RuleScope;
    /** The policy that the function enforces, as the stack's configuration has it. */
    readonly requiredPermissions: Policy;
    /** What a group may have beside it, as the stack's configuration has it. */
    readonly allowedPermissions: Policy;
    /** Whether a group's tag can exempt it, from the stack's configuration. */
    readonly exemptions: boolean;
    /** Where to look in the AWS console. */
    readonly consoleLinks: Links;
  };

/** The stack's outputs as the program exports them. */
export type LabOutputs = Outputs<
  pulumi.Output<string>,
  pulumi.Output<ConsoleLinks>,
  pulumi.Input<readonly RequiredPermission[]>
>;

/** The stack's outputs as `pulumi stack output --json` and the Automation API return them. */
export type LabStackOutputs = Outputs<string, ConsoleLinks, readonly RequiredPermission[]>;
