import {
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand,
  type ConfigRule,
  type ConfigServiceClient,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { holds, orAbsent, same } from "./checks";
import { nameSuffix, remedy, type Part } from "./part";
import type { Check, TaskReport } from "./report";

const description = "Restrict inbound ports to HTTP and HTTPS";
/** What the console's "When configuration changes" makes of a rule. */
const messageTypes = "ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification";

/** The rule's name; what a student is to call it in the console, as long as the stack has none. */
export function ruleName(lab: LabStackOutputs): string {
  return lab.ruleName ?? `EC2SecurityGroup${nameSuffix(lab)}`;
}

/** The rule, which a student may make in the console at any stage before `remediated`. */
export const rulePart: Part = {
  name: (lab) => `rule ${ruleName(lab)}`,
  task: 5,
  stage: "remediated",
  maker: (lab) => (lab.ruleName === undefined ? "student" : "stack"),
  isThere: async (lab, config) => (await findRule(lab, config)) !== undefined,
};

async function findRule(lab: LabStackOutputs, config: ConfigServiceClient): Promise<ConfigRule | undefined> {
  const answer = await orAbsent(
    config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [ruleName(lab)] })),
    "NoSuchConfigRuleException",
  );
  return answer?.ConfigRules?.[0];
}

/** How to see a remediation. `config-lab incident` waits for one only where the stack itself has the rule. */
export function showRemediation(lab: LabStackOutputs): string {
  return rulePart.maker(lab) === "stack"
    ? "Cause an incident and wait for the remediation: npx config-lab incident --watch"
    : "Cause an incident, and look again after 15 minutes: npx config-lab incident";
}

/** The rule as it was made, and whether it has evaluated. */
export async function examineRule(
  lab: LabStackOutputs,
  config: ConfigServiceClient,
): Promise<Pick<TaskReport, "checks" | "evidence">> {
  const name = ruleName(lab);
  const rule = await findRule(lab, config);
  if (rule === undefined) {
    const make = remedy(rulePart, lab, "Rules > Add rule: as the handout's Task 5 says");
    return { checks: [same(`rule ${name}`, "there", "not there", make)], evidence: [] };
  }
  const edit = (what: string): string => remedy(rulePart, lab, `Rules > ${name} > Edit: ${what}`);
  // Values of parameters are texts.
  const parameters = JSON.parse(rule.InputParameters || "{}") as Record<string, string>;
  const triggers = (rule.Source?.SourceDetails ?? []).map(({ MessageType }) => MessageType).sort();
  return {
    checks: [
      same(
        `description of rule ${name}`,
        description,
        rule.Description,
        edit(`description "${description}"`),
      ),
      same("its state", "ACTIVE", rule.ConfigRuleState, "Wait a moment, then look again."),
      same(
        "its function",
        lab.LambdaFunctionARN,
        rule.Source?.SourceIdentifier,
        edit(`function ARN ${lab.LambdaFunctionARN}`),
      ),
      same(
        "what it looks at",
        "AWS::EC2::SecurityGroup",
        rule.Scope?.ComplianceResourceTypes?.join(", "),
        edit("scope of changes Resources, and of them AWS EC2 SecurityGroup only"),
      ),
      same(
        "what triggers it",
        messageTypes,
        triggers.join(", ") || undefined,
        edit('trigger type "When configuration changes" only, which stands for both notifications'),
      ),
      holds(
        "its parameter debug",
        "true or false",
        parameters.debug,
        parameters.debug === "true" || parameters.debug === "false",
        edit("parameter debug with the value true"),
      ),
      ...(await examineEvaluation(name, config)),
    ],
    evidence: [],
  };
}

async function examineEvaluation(name: string, config: ConfigServiceClient): Promise<Check[]> {
  const { ConfigRulesEvaluationStatus } = await config.send(
    new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: [name] }),
  );
  const status = ConfigRulesEvaluationStatus?.[0];
  const successful = status?.LastSuccessfulInvocationTime;
  const failed = status?.LastFailedInvocationTime;
  const failing = failed !== undefined && (successful === undefined || failed > successful);
  return [
    holds(
      "its evaluations",
      "at least one, the last without error",
      failing
        ? `${status?.LastErrorCode ?? "an error"} at ${failed.toISOString()}: ${status?.LastErrorMessage ?? ""}`
        : successful && `last at ${successful.toISOString()}`,
      successful !== undefined && !failing,
      failing
        ? "See what the function says: npx config-lab logs --since 1d"
        : "The first takes some minutes after the rule was made. Ask for one: aws configservice start-config-rules-evaluation --config-rule-names " +
            name,
    ),
  ];
}
