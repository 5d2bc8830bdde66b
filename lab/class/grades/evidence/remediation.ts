import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LabStackOutputs } from "../../../../components/labOutputs";
import { orAbsent } from "../../../failures";
import { holds, type Findings } from "../../../findings";
import type { LogLine } from "../../../functionLog/logLine";
import { searchLog } from "../../../functionLog/searchLog";
import { timeInWords } from "../../../output/time";
import { requiredInWords } from "../../../stack/labGroups";
import { readTimeline, type TimelineEntry } from "../../../tasks";

/**
 * Whether the function revoked what an incident added to LabSG1. The group alone doesn't show it: someone can also remove
 * the permissions by hand.
 */
export async function examineRemediation(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const required = requiredInWords(lab);
  // The first item shows the group's initial state.
  const [, ...changes] = await readTimeline(clients.config, lab.securityGroupId);
  const incidents = changes
    .map((entry) => ({ ...entry, added: entry.added.filter((words) => !required.includes(words)) }))
    .filter(({ added }) => added.length > 0);
  const log = await orAbsent(
    searchLog(clients, lab.logGroupName, { filter: "revoking for" }),
    "ResourceNotFoundException",
  );
  const lines = (log ?? []).filter(({ groupId }) => groupId === lab.securityGroupId);
  const remediated = incidents.findLast((incident) => isRevoked(incident, lines));
  const shown = remediated ?? incidents.at(-1);
  return {
    checks: [
      holds(
        `remediation of ${lab.securityGroupName}`,
        "the function's log revokes what an incident in the timeline added",
        shown === undefined ? "no incident" : story(shown, changes, lines),
        remediated !== undefined,
      ),
    ],
    evidence: [],
  };
}

function revocationsSince({ captured }: TimelineEntry, lines: readonly LogLine[]): LogLine[] {
  return lines.filter(({ time }) => time >= captured);
}

function isRevoked(incident: TimelineEntry, lines: readonly LogLine[]): boolean {
  const revoked = revocationsSince(incident, lines).flatMap(({ permissions }) => permissions);
  return incident.added.every((words) => revoked.includes(words));
}

function story(
  incident: TimelineEntry,
  changes: readonly TimelineEntry[],
  lines: readonly LogLine[],
): string {
  const added = `${incident.added.join(", ")} added at ${timeInWords(incident.captured)}`;
  const line = revocationsSince(incident, lines).find(({ permissions }) =>
    permissions.some((words) => incident.added.includes(words)),
  );
  if (line !== undefined)
    return `${added}, ${line.permissions.join(", ")} revoked by the function at ${timeInWords(line.time)}`;
  const removal = changes.find(
    ({ captured, removed }) =>
      captured > incident.captured && incident.added.every((words) => removed.includes(words)),
  );
  return removal === undefined
    ? `${added}, not removed`
    : `${added}, removed at ${timeInWords(removal.captured)} without the function`;
}
