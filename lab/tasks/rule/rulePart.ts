import type { ConfigRule } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { nameSuffix, type Part } from "../part";
import { orAbsent } from "../responses";

/** The rule. Until the stack's stage has it, a student may create it in the console. */
export const rulePart: Part = {
  name: (lab) => `rule ${ruleName(lab)}`,
  task: 5,
  stage: "remediated",
  creator: (lab) => (lab.ruleName === undefined ? "student" : "stack"),
  exists: async (lab, clients) => (await findRule(lab, clients)) !== undefined,
};

/** The rule's name; the name to give it in the console while the stack has no rule. */
export function ruleName(lab: LabStackOutputs): string {
  return lab.ruleName ?? `EC2SecurityGroup${nameSuffix(lab)}`;
}

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

/** How to see a remediation. `config-lab incident` waits for one only where the stack itself has the rule. */
export function showRemediation(lab: LabStackOutputs): string {
  return rulePart.creator(lab) === "stack"
    ? "Cause an incident and wait for the remediation: npx config-lab incident --watch"
    : "Cause an incident, and check again after 15 minutes: npx config-lab incident";
}
