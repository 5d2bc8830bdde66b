import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import type { LogLine } from "../functionLog/logLine";
import { searchLog } from "../functionLog/searchLog";
import { timeInWords } from "../output/time";
import { holds, notEnforced, orAbsent, redeploy, same } from "./checks";
import { notYet } from "./part";
import type { TaskReport } from "./report";
import { rulePart, showRemediation } from "./rule";

const title = "Find the evidence in the log";
const search = "revoking for";

/** Task 7: the log group, searched for `revoking for`, tells which permissions were revoked, and when. */
export async function examineTask7(lab: LabStackOutputs, clients: LabClients): Promise<TaskReport> {
  const early = (await notYet(rulePart, lab, clients.config, 7, title)) ?? notEnforced(lab, 7, title);
  if (early !== undefined) return early;
  const lines = await orAbsent(
    searchLog(clients, lab.logGroupName, { filter: search }),
    "ResourceNotFoundException",
  );
  if (lines === undefined) {
    return {
      task: 7,
      title,
      checks: [same(`log group ${lab.logGroupName}`, "there", "not there", redeploy)],
      evidence: [],
    };
  }
  const ofGroup = lines.filter((line) => line.groupId === lab.securityGroupId);
  const revoked = [...new Set(ofGroup.flatMap((line) => line.permissions))];
  return {
    task: 7,
    title,
    checks: [
      holds(
        `"${search}" in ${lab.logGroupName}`,
        `a line about ${lab.securityGroupName} with the permissions`,
        revoked.join(", ") || `${lines.length} lines, none about ${lab.securityGroupName}`,
        revoked.length > 0,
        showRemediation(lab),
      ),
    ],
    evidence: [revocations(lines)],
  };
}

function revocations(lines: readonly LogLine[]) {
  return {
    title: `Lines with "${search}"`,
    head: ["time (UTC)", "group", "revoked"],
    rows: lines.map(({ time, groupId = "", message, permissions }) => [
      timeInWords(time),
      groupId || message,
      permissions.join("\n") || "-",
    ]),
  };
}
