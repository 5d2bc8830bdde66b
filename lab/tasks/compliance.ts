import {
  paginateGetComplianceDetailsByConfigRule,
  type EvaluationResult,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { toIpPermission } from "../../remediation/requiredPermissions";
import type { LabClients } from "../stack/clients";
import { readGroupRules } from "../incidents/groupRules";
import { permissionInWords } from "../output/permissions";
import { timeInWords } from "../output/time";
import { allOf, holds, orAbsent, same } from "./checks";
import type { Check, TaskReport } from "./report";
import { ruleName } from "./rule";

const patience =
  "On AWS an evaluation follows a change within 15 minutes. See what the function says: npx config-lab logs";

/** What the rule says of LabSG1 and of the VPC's default group, with the annotations. */
export async function examineCompliance(
  lab: LabStackOutputs,
  clients: LabClients,
): Promise<Pick<TaskReport, "checks" | "evidence">> {
  const results = await readResults(lab, clients);
  const checks: Check[] = [];
  for (const [id, what] of labGroups(lab)) {
    const result = results.find((one) => groupOf(one) === id);
    checks.push(
      same(
        `compliance of ${what}`,
        await expectedCompliance(lab, clients, id),
        result?.ComplianceType,
        patience,
      ),
      holds(
        `annotation of ${what}`,
        "says what was found or done",
        result?.Annotation,
        (result?.Annotation ?? "") !== "",
        patience,
      ),
    );
  }
  return {
    checks,
    evidence: [
      {
        title: `What rule ${ruleName(lab)} says`,
        head: ["group", "compliance", "annotation", "recorded (UTC)"],
        rows: results.map((result) => [
          groupOf(result),
          result.ComplianceType ?? "",
          result.Annotation ?? "",
          timeInWords(result.ResultRecordedTime),
        ]),
      },
    ],
  };
}

/** The two groups that the handout looks at, with what to call them. */
export function labGroups(lab: LabStackOutputs): [id: string, what: string][] {
  return [
    [lab.securityGroupId, lab.securityGroupName],
    [lab.defaultSecurityGroupId, "the VPC's default group"],
  ];
}

const groupOf = (result: EvaluationResult): string =>
  result.EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId ?? "";

async function readResults(lab: LabStackOutputs, { config }: LabClients): Promise<EvaluationResult[]> {
  const pages = paginateGetComplianceDetailsByConfigRule(
    { client: config },
    { ConfigRuleName: ruleName(lab) },
  );
  // A rule that isn't there has no results; the check of the rule itself says so.
  const results = await orAbsent(
    allOf(pages, (page) => page.EvaluationResults),
    "NoSuchConfigRuleException",
  );
  return results ?? [];
}

/** In mode `report` a group stays as it is, so what is true of it depends on its rules; else it is put right. */
async function expectedCompliance(
  lab: LabStackOutputs,
  clients: LabClients,
  groupId: string,
): Promise<string> {
  if (lab.mode === "enforce") return "COMPLIANT";
  const required = new Set(lab.requiredPermissions.map((one) => permissionInWords(toIpPermission(one))));
  const present = new Set((await readGroupRules(clients, groupId)).map(({ words }) => words));
  const right = required.size === present.size && [...required].every((words) => present.has(words));
  return right ? "COMPLIANT" : "NON_COMPLIANT";
}
