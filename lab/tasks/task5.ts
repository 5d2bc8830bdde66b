import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import { examineCompliance } from "./compliance";
import { examineComplianceHistory } from "./complianceHistory";
import { notYet } from "./part";
import type { TaskReport } from "./report";
import { examineRule, rulePart } from "./rule";

const title = "Create the rule, and see it evaluate and remediate";

/** Task 5: the rule, its evaluations of the lab's groups with their annotations, and how compliance went. */
export async function examineTask5(lab: LabStackOutputs, clients: LabClients): Promise<TaskReport> {
  const early = await notYet(rulePart, lab, clients.config, 5, title);
  if (early !== undefined) return early;
  const parts = [
    await examineRule(lab, clients.config),
    await examineCompliance(lab, clients),
    await examineComplianceHistory(lab, clients.config),
  ];
  return {
    task: 5,
    title,
    checks: parts.flatMap((part) => part.checks),
    evidence: parts.flatMap((part) => part.evidence),
  };
}
