import {
  AuthorizeSecurityGroupIngressCommand,
  RevokeSecurityGroupIngressCommand,
  type IpPermission,
} from "@aws-sdk/client-ec2";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import { failureChain } from "../failures/errors";
import { permissionInWords } from "../output/permissions";
import type { IncidentEntry } from "./catalogue";
import { readGroupRules, toGroupRule, type GroupRule } from "./groupRules";
import { requireLabGroup } from "./labGroup";
import { changeOf, describedAs, markerOf } from "./incidentPermissions";

/** What an incident, or taking it back, did to a group. */
export interface IncidentResult {
  readonly entry: IncidentEntry;
  readonly groupId: string;
  readonly before: readonly GroupRule[];
  /** As EC2 acknowledged it; the remediation may have changed it again since. */
  readonly after: readonly GroupRule[];
  /** Permissions in words that this call authorized. */
  readonly authorized: readonly string[];
  /** Permissions in words that this call revoked. */
  readonly revoked: readonly string[];
  /** Permissions in words that were so already, or aren't this incident's: left alone, each with its reason. */
  readonly leftAlone: readonly { readonly permission: string; readonly reason: string }[];
}

export interface IncidentOptions {
  /** A group of the lab's VPC other than the entry's own. */
  readonly groupId?: string;
}

/** The group that an incident changes. */
export function groupOf(lab: LabStackOutputs, entry: IncidentEntry, options: IncidentOptions = {}): string {
  return options.groupId ?? (entry.group === "default" ? lab.defaultSecurityGroupId : lab.securityGroupId);
}

/**
 * Makes the incident happen. What is open already stays as it is, and isn't this incident's to take back; what it opens
 * carries its mark as description, so that `revertIncident` knows its own.
 *
 * @throws LabError when the group isn't the lab's, before anything is changed
 */
export async function openIncident(
  lab: LabStackOutputs,
  clients: LabClients,
  entry: IncidentEntry,
  options: IncidentOptions = {},
): Promise<IncidentResult> {
  const { groupId, before, change } = await lookAtGroup(lab, clients, entry, options);
  if (change.kind === "remove") {
    const rules = before.filter((rule) => rule.words === permissionInWords(change.permission));
    const leftAlone =
      rules.length > 0 ? [] : [{ permission: permissionInWords(change.permission), reason: "wasn't there" }];
    return { entry, groupId, ...(await revoke(clients, groupId, before, rules)), leftAlone };
  }
  const present = new Set(before.map((rule) => rule.words));
  const leftAlone = change.permissions
    .map(permissionInWords)
    .filter((words) => present.has(words))
    .map((permission) => ({ permission, reason: "was open already" }));
  const missing = change.permissions.filter((permission) => !present.has(permissionInWords(permission)));
  return {
    entry,
    groupId,
    ...(await authorize(clients, groupId, before, missing, markerOf(entry))),
    leftAlone,
  };
}

/**
 * Takes back what the incident did and the remediation hasn't: an opened permission that is still there is revoked, a
 * removed one that is still missing is authorized. Rules without the incident's mark aren't its own and stay. Doing it
 * twice does nothing more.
 *
 * @throws LabError when the group isn't the lab's, before anything is changed
 */
export async function revertIncident(
  lab: LabStackOutputs,
  clients: LabClients,
  entry: IncidentEntry,
  options: IncidentOptions = {},
): Promise<IncidentResult> {
  const { groupId, before, change } = await lookAtGroup(lab, clients, entry, options);
  if (change.kind === "remove") {
    const words = permissionInWords(change.permission);
    const there = before.some((rule) => rule.words === words);
    const leftAlone = there ? [{ permission: words, reason: "is there" }] : [];
    return {
      entry,
      groupId,
      ...(await authorize(clients, groupId, before, there ? [] : [change.permission], undefined)),
      leftAlone,
    };
  }
  const own: GroupRule[] = [];
  const leftAlone: { permission: string; reason: string }[] = [];
  for (const permission of change.permissions.map(permissionInWords)) {
    const rules = before.filter((rule) => rule.words === permission);
    const marked = rules.filter((rule) => rule.description === markerOf(entry));
    own.push(...marked);
    if (rules.length === 0) leftAlone.push({ permission, reason: "isn't there any more" });
    else if (marked.length === 0) leftAlone.push({ permission, reason: "wasn't opened by this incident" });
  }
  return { entry, groupId, ...(await revoke(clients, groupId, before, own)), leftAlone };
}

/** What is there before anything is changed, and what the incident changes. @throws LabError when the group isn't the lab's */
async function lookAtGroup(
  lab: LabStackOutputs,
  clients: LabClients,
  entry: IncidentEntry,
  options: IncidentOptions,
) {
  const groupId = groupOf(lab, entry, options);
  await requireLabGroup(lab, clients, groupId);
  return { groupId, before: await readGroupRules(clients, groupId), change: changeOf(entry, lab) };
}

type Done = Pick<IncidentResult, "before" | "after" | "authorized" | "revoked">;

async function authorize(
  clients: LabClients,
  groupId: string,
  before: readonly GroupRule[],
  permissions: readonly IpPermission[],
  description: string | undefined,
): Promise<Done> {
  if (permissions.length === 0) return { before, after: before, authorized: [], revoked: [] };
  const { SecurityGroupRules } = await clients.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: permissions.map((permission) => describedAs(permission, description)),
    }),
  );
  // A look at the group would come too late where the remediation is quick, and too early where EC2 is slow to show it.
  const acknowledged = (SecurityGroupRules ?? []).map(toGroupRule);
  const authorized = permissions.map((permission): GroupRule => {
    const words = permissionInWords(permission);
    return (
      acknowledged.find((rule) => rule.words === words) ?? { ruleId: "", words, permission, description }
    );
  });
  return {
    before,
    after: [...before, ...authorized],
    authorized: authorized.map(({ words }) => words),
    revoked: [],
  };
}

async function revoke(
  clients: LabClients,
  groupId: string,
  before: readonly GroupRule[],
  rules: readonly GroupRule[],
): Promise<Done> {
  const gone = await revokeByIds(clients, groupId, rules);
  return {
    before,
    after: before.filter((rule) => !rules.includes(rule)),
    authorized: [],
    revoked: gone ? [...new Set(rules.map((rule) => rule.words))] : [],
  };
}

/** By id, so that a rule made meanwhile with the same permission isn't hit. @returns false when they were gone before */
async function revokeByIds(
  clients: LabClients,
  groupId: string,
  rules: readonly GroupRule[],
): Promise<boolean> {
  if (rules.length === 0) return false;
  try {
    await clients.ec2.send(
      new RevokeSecurityGroupIngressCommand({
        GroupId: groupId,
        SecurityGroupRuleIds: rules.map((rule) => rule.ruleId),
      }),
    );
    return true;
  } catch (error) {
    // The remediation was quicker: what was to be taken back is gone.
    const gone = ["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"];
    if (failureChain(error).some(({ code }) => gone.includes(code))) return false;
    throw error;
  }
}
