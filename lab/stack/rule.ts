import type { ConfigRule } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { orAbsent } from "../failures";

/** The suffix of a stack's names where students share an account; else empty. Not by the roles, which may be the account's. */
export function nameSuffix({ functionName }: LabStackOutputs): string {
  return /^evaluate_remediate_security_group(.*)$/.exec(functionName)?.[1] ?? "";
}

/** The rule's name; the name to give it in the console while the stack has no rule. */
export function ruleName(lab: LabStackOutputs): string {
  return lab.ruleName ?? `EC2SecurityGroup${nameSuffix(lab)}`;
}

/** A rule of AWS Config, and what makes it the lab's. */
export interface LabRule extends ConfigRule {
  readonly ConfigRuleName: string;
  /** `trigger`: changes of security groups invoke it, in an account that only this student uses. */
  readonly foundBy: "name" | "function" | "trigger";
}

/**
 * The rule, whether the stack or a student in the console created it. A student may have named it otherwise than the
 * handout does.
 */
export async function findRule(lab: LabStackOutputs, { config }: AwsClients): Promise<LabRule | undefined> {
  const name = ruleName(lab);
  const named = await orAbsent(
    config.describeConfigRules({ ConfigRuleNames: [name] }),
    "NoSuchConfigRuleException",
  );
  const [rule] = named?.ConfigRules ?? [];
  if (rule !== undefined) return { ...rule, ConfigRuleName: name, foundBy: "name" };
  return lab.ruleName === undefined ? (await rulesByHand(lab, config))[0] : undefined;
}

/** Rules that a student may have created: those that invoke the lab's function come first. */
export async function rulesByHand(lab: LabStackOutputs, config: AwsClients["config"]): Promise<LabRule[]> {
  const { paginateDescribeConfigRules } = await import("@aws-sdk/client-config-service");
  const byFunction: LabRule[] = [];
  const byTrigger: LabRule[] = [];
  for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client: config }, {})) {
    for (const rule of ConfigRules) {
      const { ConfigRuleName = "" } = rule;
      if (rule.Source?.SourceIdentifier === lab.LambdaFunctionARN)
        byFunction.push({ ...rule, ConfigRuleName, foundBy: "function" });
      else if (isStudents(lab, rule)) byTrigger.push({ ...rule, ConfigRuleName, foundBy: "trigger" });
    }
  }
  return [...byFunction, ...byTrigger];
}

/**
 * Whether a rule can only be this student's, though it invokes another function: it evaluates changes of security groups, in an
 * account that isn't shared. A rule with a creator is a service's, such as the organization's.
 */
export function isStudents(lab: LabStackOutputs, { Source, Scope, CreatedBy }: ConfigRule): boolean {
  return (
    lab.ruleName === undefined &&
    nameSuffix(lab) === "" &&
    CreatedBy === undefined &&
    Source?.Owner === "CUSTOM_LAMBDA" &&
    (Source.SourceDetails ?? []).some(
      ({ MessageType }) => MessageType === "ConfigurationItemChangeNotification",
    ) &&
    (Scope?.ComplianceResourceTypes ?? []).includes("AWS::EC2::SecurityGroup")
  );
}
