import type { LabStackOutputs } from "../../../components/labOutputs";
import type { LogLine } from "../../functionLog/logLine";
import { searchLog } from "../../functionLog/searchLog";
import type { Table } from "../../output/table";
import { timeInWords } from "../../output/time";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { absent, holds, type Findings } from "../../findings";
import { redeploy } from "../part";
import { orAbsent } from "../../failures";
import { groupInWords } from "../../stack/labGroups";
import { showRemediation } from "../rule/rulePart";

const search = "revoking for";

/** The log lines that name the revoked permissions. */
export async function examineRevocations(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const lines = await orAbsent(
    searchLog(clients, lab.logGroupName, { filter: search }),
    "ResourceNotFoundException",
  );
  if (lines === undefined) return absent(`log group ${lab.logGroupName}`, redeploy);
  const ofGroup = lines.filter((line) => line.groupId === lab.securityGroupId);
  const revoked = [...new Set(ofGroup.flatMap((line) => line.permissions))];
  return {
    checks: [
      holds(
        `"${search}" in ${lab.logGroupName}`,
        `a line about ${lab.securityGroupName} with the permissions`,
        revoked.join(", ") || `${lines.length} lines, none about ${lab.securityGroupName}`,
        revoked.length > 0,
        showRemediation,
      ),
    ],
    evidence: [revocationTable(lab, lines)],
  };
}

function revocationTable(lab: LabStackOutputs, lines: readonly LogLine[]): Table {
  return {
    title: `Lines with "${search}"`,
    head: ["time (UTC)", "group", "revoked"],
    rows: lines.map(({ time, groupId = "", message, permissions }) => [
      timeInWords(time),
      groupId === "" ? message : groupInWords(lab, groupId),
      permissions.join("\n") || "-",
    ]),
  };
}
