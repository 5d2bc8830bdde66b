import type { IpPermission } from "@aws-sdk/client-ec2";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { hasCode } from "../failures";
import { permissionInWords } from "../output/permissions";
import { toGroupRule, type GroupRule } from "./groupRules";
import { describedAs } from "./incidentPermissions";

/** A change of a group's inbound rules. */
export interface RuleChange {
  readonly before: readonly GroupRule[];
  /** As EC2 acknowledged it; the remediation may have changed it again since. */
  readonly after: readonly GroupRule[];
  /** Permissions in words that this call authorized. */
  readonly authorized: readonly string[];
  /** Permissions in words that this call revoked. */
  readonly revoked: readonly string[];
}

/** Authorizes permissions in one request, each with the description. */
export async function authorize(
  clients: AwsClients,
  groupId: string,
  before: readonly GroupRule[],
  permissions: readonly IpPermission[],
  description: string | undefined,
): Promise<RuleChange> {
  if (permissions.length === 0) return { before, after: before, authorized: [], revoked: [] };
  const { SecurityGroupRules } = await clients.ec2.authorizeSecurityGroupIngress({
    GroupId: groupId,
    IpPermissions: permissions.map((permission) => describedAs(permission, description)),
  });
  // Describing the group would be too late for a quick remediation, and too early where EC2 is eventually consistent.
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

/** Revokes rules in one request. */
export async function revoke(
  clients: AwsClients,
  groupId: string,
  before: readonly GroupRule[],
  rules: readonly GroupRule[],
): Promise<RuleChange> {
  const gone = await revokeByIds(clients, groupId, rules);
  return {
    before,
    after: before.filter((rule) => !rules.includes(rule)),
    authorized: [],
    revoked: gone ? [...new Set(rules.map((rule) => rule.words))] : [],
  };
}

/** By id, so that a rule created meanwhile for the same permission stays. @returns false when they no longer existed */
async function revokeByIds(
  clients: AwsClients,
  groupId: string,
  rules: readonly GroupRule[],
): Promise<boolean> {
  if (rules.length === 0) return false;
  try {
    await clients.ec2.revokeSecurityGroupIngress({
      GroupId: groupId,
      SecurityGroupRuleIds: rules.map((rule) => rule.ruleId),
    });
    return true;
  } catch (error) {
    // The remediation has revoked them already.
    if (hasCode(error, "InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound")) return false;
    throw error;
  }
}
