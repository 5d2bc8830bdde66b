import {
  paginateGetComplianceDetailsByConfigRule,
  type EvaluationResult,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { readGroupRules } from "../../incidents/groupRules";
import { timeInWords } from "../../output/time";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { holds, same, type Check, type Findings } from "../../findings";
import { groupInWords, labGroups, requiredInWords, sortedWords } from "../../stack/labGroups";
import { orAbsent } from "../../failures";
import { allOf } from "../responses";
import { findRule, ruleName } from "../../stack/rule";

const delayed =
  "On AWS an evaluation follows a change within 15 minutes. Check the function's log: npx config-lab logs";

/** The rule's evaluation results for LabSG1 and the VPC's default group, with the annotations. */
export async function examineCompliance(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const name = await nameOnAws(lab, clients);
  const results = await readResults(name, clients);
  const checks: Check[] = [];
  for (const [id, what] of labGroups(lab)) {
    const result = results.find((one) => groupOf(one) === id);
    const expected = await expectedCompliance(lab, clients, id);
    const annotation = result?.Annotation;
    checks.push(
      same(`compliance of ${what}`, expected, result?.ComplianceType, delayed),
      holds(
        `annotation of ${what}`,
        "what was found or done",
        annotation,
        (annotation ?? "") !== "",
        delayed,
      ),
    );
  }
  const table = {
    title: `Evaluation results of rule ${name}`,
    head: ["group", "compliance", "annotation", "recorded (UTC)"],
    rows: results.map((result) => [
      groupInWords(lab, groupOf(result)),
      result.ComplianceType ?? "",
      result.Annotation ?? "",
      timeInWords(result.ResultRecordedTime),
    ]),
  };
  return { checks, evidence: [table] };
}

const groupOf = (result: EvaluationResult): string =>
  result.EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId ?? "";

/** A student may have named the rule otherwise than the handout. */
async function nameOnAws(lab: LabStackOutputs, clients: AwsClients): Promise<string> {
  return lab.ruleName ?? (await findRule(lab, clients))?.ConfigRuleName ?? ruleName(lab);
}

async function readResults(ConfigRuleName: string, { config }: AwsClients): Promise<EvaluationResult[]> {
  const pages = paginateGetComplianceDetailsByConfigRule({ client: config }, { ConfigRuleName });
  // A missing rule has no results; the check of the rule itself reports it.
  const results = await orAbsent(
    allOf(pages, (page) => page.EvaluationResults),
    "NoSuchConfigRuleException",
  );
  return results ?? [];
}

/** In mode `report` a group stays as it is, so that its rules decide; in mode `enforce` it is remediated. */
async function expectedCompliance(
  lab: LabStackOutputs,
  clients: AwsClients,
  groupId: string,
): Promise<string> {
  if (lab.mode === "enforce") return "COMPLIANT";
  const present = sortedWords((await readGroupRules(clients, groupId)).map(({ words }) => words));
  return present.join() === requiredInWords(lab).join() ? "COMPLIANT" : "NON_COMPLIANT";
}
