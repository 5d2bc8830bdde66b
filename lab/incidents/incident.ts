import type { LabStackOutputs } from "../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { permissionInWords } from "../output/permissions";
import { requiredInWords } from "../stack/labGroups";
import type { IncidentEntry } from "./catalogue";
import { readGroupRules, type GroupRule } from "./groupRules";
import { changeOf, markerOf } from "./incidentPermissions";
import { requireLabGroup } from "./labGroup";
import { authorize, revoke, type RuleChange } from "./ruleChange";

/** What an incident, or reverting it, did to a group. */
export interface IncidentResult extends RuleChange {
  readonly entry: IncidentEntry;
  readonly groupId: string;
  /** Permissions in words that needed no change, or aren't this incident's, each with the reason. */
  readonly unchanged: readonly Unchanged[];
}

export interface Unchanged {
  /** In words. */
  readonly permission: string;
  readonly reason: string;
  /** An earlier run of the same incident opened it, so that `--revert` closes it. */
  readonly revertible?: boolean;
}

export interface IncidentOptions {
  /** A group of the lab's VPC other than the entry's own. */
  readonly groupId?: string;
}

/**
 * Causes the incident. The rules that it adds have its marker as description, by which `revertIncident` recognises them;
 * permissions that are open already are left unchanged.
 *
 * @throws LabError when the group isn't the lab's, before anything is changed
 */
export async function openIncident(
  lab: LabStackOutputs,
  clients: AwsClients,
  entry: IncidentEntry,
  options: IncidentOptions = {},
): Promise<IncidentResult> {
  const { groupId, before, change } = await inspectGroup(lab, clients, entry, options);
  if (change.kind === "remove") {
    const rules = before.filter((rule) => rule.words === permissionInWords(change.permission));
    const unchanged =
      rules.length > 0 ? [] : [{ permission: permissionInWords(change.permission), reason: "didn't exist" }];
    return { entry, groupId, ...(await revoke(clients, groupId, before, rules)), unchanged };
  }
  const present = new Set(before.map((rule) => rule.words));
  const required = new Set(requiredInWords(lab));
  const unchanged = change.permissions
    .map(permissionInWords)
    .filter((words) => present.has(words))
    .map((permission): Unchanged => {
      const marked = before.some(
        ({ words, description }) => words === permission && description === markerOf(entry),
      );
      if (marked) return { permission, reason: "is open already, by this incident", revertible: true };
      if (required.has(permission)) return { permission, reason: "exists, and the policy requires it" };
      return { permission, reason: "was open already" };
    });
  const missing = change.permissions.filter((permission) => !present.has(permissionInWords(permission)));
  return {
    entry,
    groupId,
    ...(await authorize(clients, groupId, before, missing, markerOf(entry))),
    unchanged,
  };
}

/**
 * Reverts what the remediation hasn't reverted: an opened permission that still exists is revoked, a removed one that is
 * still missing is authorized. Rules without the incident's marker stay. Idempotent.
 *
 * @throws LabError when the group isn't the lab's, before anything is changed
 */
export async function revertIncident(
  lab: LabStackOutputs,
  clients: AwsClients,
  entry: IncidentEntry,
  options: IncidentOptions = {},
): Promise<IncidentResult> {
  const { groupId, before, change } = await inspectGroup(lab, clients, entry, options);
  if (change.kind === "remove") {
    const words = permissionInWords(change.permission);
    const there = before.some((rule) => rule.words === words);
    const unchanged = there ? [{ permission: words, reason: "exists" }] : [];
    return {
      entry,
      groupId,
      ...(await authorize(clients, groupId, before, there ? [] : [change.permission], undefined)),
      unchanged,
    };
  }
  const own: GroupRule[] = [];
  const unchanged: Unchanged[] = [];
  for (const permission of change.permissions.map(permissionInWords)) {
    const rules = before.filter((rule) => rule.words === permission);
    const marked = rules.filter((rule) => rule.description === markerOf(entry));
    own.push(...marked);
    if (rules.length === 0) unchanged.push({ permission, reason: "no longer exists" });
    else if (marked.length === 0) unchanged.push({ permission, reason: "wasn't opened by this incident" });
  }
  return { entry, groupId, ...(await revoke(clients, groupId, before, own)), unchanged };
}

/** The group's rules before the incident, and the incident's change. @throws LabError when the group isn't the lab's */
async function inspectGroup(
  lab: LabStackOutputs,
  clients: AwsClients,
  entry: IncidentEntry,
  options: IncidentOptions,
) {
  const ownGroup = entry.group === "default" ? lab.defaultSecurityGroupId : lab.securityGroupId;
  const groupId = options.groupId ?? ownGroup;
  await requireLabGroup(lab, clients, groupId);
  return { groupId, before: await readGroupRules(clients, groupId), change: changeOf(entry, lab) };
}
