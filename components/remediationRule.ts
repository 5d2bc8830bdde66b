import { Rule } from "@pulumi/aws/cfg";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Role, RolePolicy, RolePolicyAttachment } from "@pulumi/aws/iam";
import { Permission, type CallbackFunction } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { rejectRule, type ExistingRole } from "./existing";
import { stackTag } from "./labTags";
import { makeFailureTopic, sendFailures } from "./failureTopic";
import { onlyOne } from "./onlyOne";
import { functionRolePolicy, lambdaTrust } from "./policies/functionRolePolicy";
import type { LabTags } from "./labTags";
import { ruleNameWith } from "./ruleTag";
import { usedRole, type UsedRole } from "./usedRole";
import { makeFunction, type FunctionTask } from "./remediationFunction";

/** Inputs of {@link RemediationRule}. */
export interface RemediationRuleArgs extends FunctionTask {
  /** Account, region and zone of the lab. */
  readonly account: Account;
  /** The rule's parameter `debug`: whether the function logs what it described. */
  readonly debug: boolean;
  /** The account's role, in the place of `AwsConfigLambdaSGRole`. Plain, because it decides which resources exist. @default none */
  readonly existingRole?: ExistingRole;
  /**
   * The tag that selects what AWS Config evaluates with the rule. Plain, because a scope has either a tag or types.
   * @default none: every security group that is recorded
   * @example { ConfigRule: "EC2SecurityGroup-stuabc" }
   */
  readonly evaluatedTag?: LabTags;
  /**
   * Gets a mail about each event that the function failed on three times. Absent: no topic for that. Plain or not, whether it
   * is there decides which resources exist.
   */
  readonly failuresTo?: pulumi.Input<string>;
  /**
   * Creates the rule after these resources and deletes it before them: the recorder, and the groups, which the function
   * would otherwise remediate while they are being destroyed. Absent: no rule. Plain, because it decides which resources
   * exist.
   */
  readonly ruleAfter?: readonly pulumi.Resource[];
}

/**
 * Evaluates and remediates security groups (Tasks 1, 2 and 5):
 *
 * 1. role `AwsConfigLambdaSGRole` with `awsconfig_lambda_ec2_sg_role_policy` and AWSLambdaBasicExecutionRole, unless there is
 *    `existingRole`;
 * 2. log group `awsconfig_lambda_security_group`;
 * 3. function `evaluate_remediate_security_group`, and AWS Config's permission to invoke it;
 * 4. with `ruleAfter`: rule `EC2SecurityGroup`;
 * 5. with `failuresTo`: topic `evaluate_remediate_security_group-failures` with a subscription by mail, as the function's
 *    destination on failure.
 *
 * Cost per student in an account of one's own: US$0.001 per evaluation; 3 groups at first and 6 changes are 9, and 3 of
 * them report twice: 12, US$0.012. The function's 9 runs of 1 s at 256 MB and its log cost under US$0.001. In a shared account
 * it is 11; without `evaluatedTag` each rule would be evaluated for the groups of all students, with 30 students 244, US$0.244.
 *
 * @example
 * new RemediationRule("remediation", { account, vpcId, requiredPermissions: handoutPermissions, mode: "enforce",
 *   scope: "lab", debug: true, ruleAfter: [securityGroup] })
 */
export class RemediationRule extends pulumi.ComponentResource {
  /** `AwsConfigLambdaSGRole`, or the account's. */
  public readonly role: UsedRole;
  /** `awsconfig_lambda_security_group`. */
  public readonly logGroup: LogGroup;
  /** `evaluate_remediate_security_group`. */
  public readonly function: CallbackFunction<never, void>;
  /** `EC2SecurityGroup`. Only with `ruleAfter`. */
  public readonly rule?: Rule;

  constructor(name: string, args: RemediationRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    // No inputs: since 3.202 the SDK sends a component's inputs to the engine, and Outputs among them can end the program
    // with promises still pending (pulumi/pulumi#23953). Nothing reads them.
    super("config-remediation-lab:index:RemediationRule", name, {}, opts);

    this.logGroup = makeLogGroup(name, args, this);
    const { failuresTo, suffix, tags } = args;
    const failures =
      failuresTo === undefined
        ? undefined
        : makeFailureTopic(name, { email: failuresTo, suffix, tags }, this);
    const { role, permissions } = args.existingRole
      ? { role: usedRole(args.existingRole), permissions: [] }
      : makeRole(name, args, this.logGroup, failures?.arn, this);
    this.role = role;
    this.function = makeFunction(name, args, this, { role, permissions, logGroup: this.logGroup });
    if (failures) sendFailures(name, this.function.name, failures, this, permissions);
    const invokePermission = makeInvokePermission(name, args, this.function, this);
    if (args.ruleAfter) {
      this.rule = makeRule(name, args, this.function, this, [invokePermission, ...args.ruleAfter]);
    }

    this.registerOutputs({
      roleName: this.role.name,
      roleArn: this.role.arn,
      logGroupName: this.logGroup.name,
      functionName: this.function.name,
      functionArn: this.function.arn,
      ruleName: this.rule?.name,
      ruleArn: this.rule?.arn,
    });
  }
}

function makeLogGroup(
  name: string,
  { suffix = "", tags }: RemediationRuleArgs,
  parent: pulumi.Resource,
): LogGroup {
  return new LogGroup(
    `${name}-log`,
    {
      // Lambda would create the group by itself, but that one would outlive the stack.
      name: `awsconfig_lambda_security_group${suffix}`,
      retentionInDays: 14,
      tags,
    },
    { parent, ...onlyOne, ignoreChanges: [stackTag] },
  );
}

function makeRole(
  name: string,
  args: RemediationRuleArgs,
  logGroup: LogGroup,
  failureTopic: pulumi.Input<string> | undefined,
  parent: pulumi.Resource,
) {
  const { account, mode, scope, suffix = "", tags } = args;
  const role = new Role(
    `${name}-role`,
    { name: `AwsConfigLambdaSGRole${suffix}`, assumeRolePolicy: JSON.stringify(lambdaTrust()), tags },
    { parent, ...onlyOne, ignoreChanges: [stackTag] },
  );
  const document = pulumi
    .all([args.vpcId, logGroup.arn, failureTopic])
    .apply(([vpcId, logGroupArn, failureTopicArn]) =>
      functionRolePolicy({ account, mode, scope, vpcId, logGroupArn, failureTopicArn }),
    );
  const permissions = [
    new RolePolicy(
      `${name}-role-policy`,
      {
        name: "awsconfig_lambda_ec2_sg_role_policy",
        role: role.name,
        policy: pulumi.jsonStringify(document),
      },
      { parent, ...onlyOne },
    ),
    new RolePolicyAttachment(
      `${name}-role-basic-execution`,
      {
        role: role.name,
        policyArn: `arn:${account.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`,
      },
      { parent, ...onlyOne },
    ),
  ];
  return { role, permissions };
}

function makeInvokePermission(
  name: string,
  args: RemediationRuleArgs,
  callback: CallbackFunction<never, void>,
  parent: pulumi.Resource,
): Permission {
  return new Permission(
    `${name}-invocation`,
    {
      function: callback.name,
      action: "lambda:InvokeFunction",
      principal: "config.amazonaws.com",
      // Not the rule's ARN: AWS generates it, and a rule can't be created before it may invoke the function.
      sourceAccount: args.account.id,
    },
    { parent },
  );
}

function makeRule(
  name: string,
  args: RemediationRuleArgs,
  callback: CallbackFunction<never, void>,
  parent: pulumi.Resource,
  dependsOn: pulumi.Resource[],
): Rule {
  const eventSource = "aws.config";
  const { safetyNet = "off" } = args;
  const ruleName = ruleNameWith(args.suffix ?? "");
  return new Rule(
    `${name}-rule`,
    {
      name: ruleName,
      description: "Restrict inbound ports to HTTP and HTTPS",
      scope: scopeOf(args),
      source: {
        owner: "CUSTOM_LAMBDA",
        sourceIdentifier: callback.arn,
        // The first alone would miss the changes of groups too big for a notification.
        sourceDetails: [
          { eventSource, messageType: "ConfigurationItemChangeNotification" },
          { eventSource, messageType: "OversizedConfigurationItemChangeNotification" },
          ...(safetyNet === "off"
            ? []
            : [{ eventSource, messageType: "ScheduledNotification", maximumExecutionFrequency: safetyNet }]),
        ],
      },
      // Parameters are strings.
      inputParameters: JSON.stringify({ debug: String(args.debug) }),
      tags: args.tags,
    },
    {
      parent,
      ...onlyOne,
      ...rejectRule(`${name}-rule`, ruleName, args.tags, args.account),
      ignoreChanges: [stackTag],
      dependsOn,
    },
  );
}

/** AWS Config rejects a scope with a type and a tag; the function reports NOT_APPLICABLE for resources of other types. */
function scopeOf({ evaluatedTag = {} }: RemediationRuleArgs) {
  const [tag] = Object.entries(evaluatedTag);
  return tag === undefined
    ? { complianceResourceTypes: ["AWS::EC2::SecurityGroup"] }
    : { tagKey: tag[0], tagValue: tag[1] };
}
