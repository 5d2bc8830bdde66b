import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { orAbsent } from "../../failures";
import type { Findings } from "../../findings";
import { searchLog } from "../../functionLog/searchLog";
import { incidentsOf, storyOf, type EventKind } from "../../report";
import { requiredInWords } from "../../stack/labGroups";
import { readTimeline } from "../../tasks";

/** An incident on LabSG1 with its events in order of time. */
export interface IncidentSeen {
  /** Whether the group was compliant again in the end. */
  readonly corrected: boolean;
  readonly events: readonly { readonly at: string; readonly kind: EventKind; readonly what: string }[];
}

/** Another name than the examination `incident` of task 4 has, beside which it stands. */
const subject = "latestIncident";

/** Looks for the latest incident on LabSG1, beside the tasks: its events are rows of the evidence. */
export async function lookForIncident(
  _stack: string,
  lab: LabStackOutputs | undefined,
  clients: AwsClients,
): Promise<Record<string, Findings>> {
  if (lab === undefined) return {};
  const id = lab.securityGroupId;
  const required = requiredInWords(lab);
  const [timeline, log] = await Promise.all([
    readTimeline(clients.config, id),
    orAbsent(searchLog(clients, lab.logGroupName), "ResourceNotFoundException"),
  ]);
  const records = { timeline, log: (log ?? []).filter(({ groupId }) => groupId === id), notices: [] };
  const name = lab.securityGroupName;
  const latest = incidentsOf(name, timeline, required, storyOf(name, records, required)).incidents.at(-1);
  if (latest === undefined) return {};
  const rows = latest.events.map(({ at, kind, what }) => [at, kind, what]);
  const title = latest.corrected === undefined ? "not corrected" : "corrected";
  return { [subject]: { checks: [], evidence: [{ title, head: ["at", "kind", "what"], rows }] } };
}

/** The incident among what was looked at beside the tasks. */
export function incidentIn(beside: Readonly<Record<string, Findings>> | undefined): IncidentSeen | undefined {
  const table = beside?.[subject]?.evidence[0];
  if (table === undefined) return undefined;
  return {
    corrected: table.title === "corrected",
    events: table.rows.map(([at = "", kind = "", what = ""]) => ({ at, kind: kind as EventKind, what })),
  };
}
