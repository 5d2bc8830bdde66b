import type { ConfigRule } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { absent, holds, same, type Check, type Findings } from "../../findings";
import { ruleTag } from "../../../components/ruleTag";
import { remedy } from "../part";
import { findRule, isStudents, ruleName, type LabRule } from "../../stack/rule";
import { rulePart } from "./rulePart";

const description = "Restrict inbound ports to HTTP and HTTPS";
/** The message types that the console's "When configuration changes" gives a rule. */
const messageTypes = "ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification";

/** The rule's settings, and whether it has evaluated. */
export async function examineRule(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const rule = await findRule(lab, clients);
  if (rule === undefined) {
    const inConsole = "Rules > Add rule: as in the handout's Task 5";
    return absent(`rule ${ruleName(lab)}`, remedy(rulePart, lab, inConsole));
  }
  const { ConfigRuleName: name } = rule;
  const edit = (what: string): string => remedy(rulePart, lab, `Rules > ${name} > Edit: ${what}`);
  // Rule parameters are strings.
  const parameters = JSON.parse(rule.InputParameters || "{}") as Record<string, string>;
  const triggers = (rule.Source?.SourceDetails ?? []).map(({ MessageType }) => MessageType).sort();
  return {
    checks: [
      ...examineName(lab, rule),
      same(
        `description of rule ${name}`,
        description,
        rule.Description,
        edit(`description "${description}"`),
      ),
      same("its state", "ACTIVE", rule.ConfigRuleState, "Wait a minute, then check again."),
      holds(
        "its function",
        isStudents(lab, rule) ? `${lab.LambdaFunctionARN}, or a student's own` : lab.LambdaFunctionARN,
        rule.Source?.SourceIdentifier,
        rule.Source?.SourceIdentifier === lab.LambdaFunctionARN || isStudents(lab, rule),
        edit(`function ARN ${lab.LambdaFunctionARN}`),
      ),
      examineScope(lab, rule, edit),
      same(
        "its triggers",
        messageTypes,
        triggers.join(", ") || undefined,
        edit('trigger type "When configuration changes" only, which means both notifications'),
      ),
      holds(
        "its parameter debug",
        "true or false",
        parameters.debug,
        parameters.debug === "true" || parameters.debug === "false",
        edit("parameter debug with the value true"),
      ),
      ...(await examineEvaluations(name, clients)),
    ],
    evidence: [],
  };
}

/** In the console a student may choose another name than the handout's: then the rule is recognised by what it does. */
function examineName(lab: LabStackOutputs, { ConfigRuleName, foundBy }: LabRule): Check[] {
  if (foundBy === "name") return [];
  const by = {
    function: "a rule that invokes the lab's function",
    trigger:
      "a rule with a function of its own that changes of security groups trigger, in the student's account",
  }[foundBy];
  return [holds("name of the rule", `${ruleName(lab)}, as in the handout, or ${by}`, ConfigRuleName, true)];
}

/** Of a tag where each rule of a shared account would otherwise be evaluated for the groups of all students. */
function examineScope(lab: LabStackOutputs, { Scope }: ConfigRule, edit: (what: string) => string): Check {
  const types = "AWS::EC2::SecurityGroup";
  if (lab.ruleScope === "type") {
    const what = "scope of changes Resources, with AWS EC2 SecurityGroup as the only type";
    return same("its resource types", types, Scope?.ComplianceResourceTypes?.join(", "), edit(what));
  }
  const [[key, value] = ["", ""]] = Object.entries(ruleTag(ruleName(lab)));
  return same(
    "the tag of its resources",
    `${key} = ${value}`,
    Scope?.TagKey === undefined
      ? Scope?.ComplianceResourceTypes?.join(", ")
      : `${Scope.TagKey} = ${Scope.TagValue ?? ""}`,
    edit(`scope of changes Tags, with the key ${key} and the value ${value}`),
  );
}

async function examineEvaluations(name: string, { config }: AwsClients): Promise<Check[]> {
  const { ConfigRulesEvaluationStatus } = await config.describeConfigRuleEvaluationStatus({
    ConfigRuleNames: [name],
  });
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
        ? "Check the function's log: npx config-lab logs --since 1d"
        : "The first one follows within minutes of the rule's creation. Start one: aws configservice start-config-rules-evaluation --config-rule-names " +
            name,
    ),
  ];
}
