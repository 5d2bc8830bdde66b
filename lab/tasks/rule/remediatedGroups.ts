import type { LabStackOutputs } from "../../../components/labOutputs";
import { readGroupRules } from "../../incidents/groupRules";
import { rulesTable } from "../../incidents/rulesTable";
import type { Table } from "../../output/table";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { same, type Check, type Findings } from "../../findings";
import { isTolerated, labGroups, requiredInWords, sortedWords } from "../../stack/labGroups";

/** The inbound rules of LabSG1 and of the VPC's default group are the required ones, and what else is allowed. */
export async function examineRemediatedGroups(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const checks: Check[] = [];
  const evidence: Table[] = [];
  for (const [id, what] of labGroups(lab)) {
    const rules = await readGroupRules(clients, id);
    checks.push(
      same(
        `inbound rules of ${what}`,
        requiredInWords(lab).join(", ") || "none",
        sortedWords(
          rules.filter(({ permission }) => !isTolerated(lab, permission)).map(({ words }) => words),
        ).join(", ") || "none",
        "On AWS the remediation follows a change within 15 minutes. Check the function's log: npx config-lab logs",
      ),
    );
    evidence.push(rulesTable(`Inbound rules of ${what} (${id})`, [{ name: "rule", rules }]));
  }
  return { checks, evidence };
}
