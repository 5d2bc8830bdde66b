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

/** The rule, whether the stack or a student in the console created it. */
export async function findRule(
  lab: LabStackOutputs,
  { config }: AwsClients,
): Promise<ConfigRule | undefined> {
  const response = await orAbsent(
    config.describeConfigRules({ ConfigRuleNames: [ruleName(lab)] }),
    "NoSuchConfigRuleException",
  );
  return response?.ConfigRules?.[0];
}
