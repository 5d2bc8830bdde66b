import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../clients";
import type { IncidentEntry } from "./catalogue";
import type { GroupRule } from "./groupRules";

/** What an incident, or taking it back, did to a group. */
export interface IncidentResult {
  readonly entry: IncidentEntry;
  readonly groupId: string;
  readonly before: readonly GroupRule[];
  readonly after: readonly GroupRule[];
  /** Permissions in words that this call authorized. */
  readonly authorized: readonly string[];
  /** Permissions in words that this call revoked. */
  readonly revoked: readonly string[];
  /** Permissions in words that were so already, or aren't this incident's: left alone, each with its reason. */
  readonly leftAlone: readonly { permission: string; reason: string }[];
}

export interface IncidentOptions {
  /** A group of the lab's VPC other than the entry's own. */
  readonly groupId?: string;
}
export async function openIncident(
  _lab: LabStackOutputs,
  _clients: LabClients,
  _entry: IncidentEntry,
  _options: IncidentOptions = {},
): Promise<IncidentResult> {
  throw new Error("being written");
}
export async function revertIncident(
  _lab: LabStackOutputs,
  _clients: LabClients,
  _entry: IncidentEntry,
  _options: IncidentOptions = {},
): Promise<IncidentResult> {
  throw new Error("being written");
}
