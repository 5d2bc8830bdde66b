import type { LabStackOutputs } from "../../components/labOutputs";
import { toIpPermission } from "../../remediation/requiredPermissions";
import type { LabClients } from "../stack/clients";
import { readGroupRules } from "../incidents/groupRules";
import { byTraffic } from "../output/order";
import { permissionInWords } from "../output/permissions";
import { rulesTable } from "../output/rules";
import type { Table } from "../output/table";
import { notEnforced, same } from "./checks";
import { labGroups } from "./compliance";
import { notYet } from "./part";
import type { Check, TaskReport } from "./report";
import { rulePart } from "./rule";

const title = "Look again: the groups have what is required, and nothing else";

/** Task 6: the inbound rules of LabSG1 and of the VPC's default group are exactly the required ones. */
export async function examineTask6(lab: LabStackOutputs, clients: LabClients): Promise<TaskReport> {
  const early = (await notYet(rulePart, lab, clients.config, 6, title)) ?? notEnforced(lab, 6, title);
  if (early !== undefined) return early;
  const required = inOrder(lab.requiredPermissions.map((one) => permissionInWords(toIpPermission(one))));
  const checks: Check[] = [];
  const evidence: Table[] = [];
  for (const [id, what] of labGroups(lab)) {
    const rules = await readGroupRules(clients, id);
    checks.push(
      same(
        `inbound rules of ${what}`,
        required.join(", ") || "none",
        inOrder(rules.map(({ words }) => words)).join(", ") || "none",
        "On AWS the remediation follows a change within 15 minutes. See what the function says: npx config-lab logs",
      ),
    );
    evidence.push(rulesTable(`Inbound rules of ${what} (${id})`, [{ name: "rule", rules }]));
  }
  return { task: 6, title, checks, evidence };
}

const inOrder = (words: readonly string[]): string[] => [...new Set(words)].sort(byTraffic);
