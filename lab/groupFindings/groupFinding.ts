import type { SecurityGroup } from "@aws-sdk/client-ec2";
import type { LabStackOutputs } from "../../components/labOutputs";
import { readExemption } from "../../remediation/exemption";
import { planRemediation } from "../../remediation/plan";
import { permissionInWords } from "../output/permissions";

/** What the function would change of a group, by the stack's policy. */
export interface GroupFinding {
  readonly groupId: string;
  readonly name: string;
  readonly vpcId: string;
  /** Permissions in words. */
  readonly revoke: readonly string[];
  readonly authorize: readonly string[];
  /** The date up to which the group is exempt from being changed. */
  readonly exemptUntil?: string;
}

/** @returns undefined for a group that is as the policy wants it */
export function findingOf(group: SecurityGroup, lab: LabStackOutputs, now: number): GroupFinding | undefined {
  const plan = planRemediation(group.IpPermissions ?? [], lab.requiredPermissions, lab.allowedPermissions);
  if (plan.revoke.length + plan.authorize.length === 0) return undefined;
  const { until } = lab.exemptions ? readExemption(group.Tags ?? [], now) : {};
  return {
    groupId: group.GroupId ?? "",
    name: group.GroupName ?? "",
    vpcId: group.VpcId ?? "",
    revoke: plan.revoke.map(permissionInWords),
    authorize: plan.authorize.map(permissionInWords),
    ...(until !== undefined && { exemptUntil: until }),
  };
}
