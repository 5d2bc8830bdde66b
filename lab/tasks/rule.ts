import {
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand,
  type ConfigServiceClient,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { holds, orAbsent, redeploy, same } from "./checks";
import type { Check, TaskReport } from "./report";

const messageTypes = "ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification";

/** The rule as it was made, and whether it has evaluated. */
export async function examineRule(
  lab: LabStackOutputs,
  config: ConfigServiceClient,
): Promise<Pick<TaskReport, "checks" | "evidence">> {
  const name = lab.ruleName ?? "";
  const answer = await orAbsent(
    config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [name] })),
    "NoSuchConfigRuleException",
  );
  const rule = answer?.ConfigRules?.[0];
  if (rule === undefined)
    return { checks: [same(`rule ${name}`, "there", "not there", redeploy)], evidence: [] };
  // Values of parameters are texts.
  const parameters = JSON.parse(rule.InputParameters || "{}") as Record<string, string>;
  const triggers = (rule.Source?.SourceDetails ?? []).map(({ MessageType }) => MessageType).sort();
  return {
    checks: [
      same(
        `description of rule ${name}`,
        "Restrict inbound ports to HTTP and HTTPS",
        rule.Description,
        redeploy,
      ),
      same("its state", "ACTIVE", rule.ConfigRuleState, "Wait a moment, then look again."),
      same("its function", lab.LambdaFunctionARN, rule.Source?.SourceIdentifier, redeploy),
      same(
        "what it looks at",
        "AWS::EC2::SecurityGroup",
        rule.Scope?.ComplianceResourceTypes?.join(", "),
        redeploy,
      ),
      same("what triggers it", messageTypes, triggers.join(", ") || undefined, redeploy),
      holds(
        "its parameter debug",
        "true or false",
        parameters.debug,
        parameters.debug === "true" || parameters.debug === "false",
        redeploy,
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
        ? "See what the function says: npx lab logs --since 1d"
        : "The first takes some minutes after the rule was made. Ask for one: aws configservice start-config-rules-evaluation --config-rule-names " +
            name,
    ),
  ];
}
