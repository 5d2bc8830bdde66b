import type { SecurityGroup } from "@aws-sdk/client-ec2";
import { errorCode, failureKind } from "./awsErrors";
import { readExemption } from "./exemption";
import { permissionKey } from "./permissions";
import { planRemediation } from "./plan";
import type { RemediationPlan } from "./plan";
import type { Evaluated } from "./settings";

/** The group's state, as described by EC2. */
export type Examination =
  | { readonly kind: "compliant" }
  /** `exemptUntil`: the date up to which the group's tag exempts it; absent where it isn't exempt. */
  | { readonly kind: "differs"; readonly plan: RemediationPlan; readonly exemptUntil?: string }
  /** The group is gone or out of scope. */
  | { readonly kind: "notApplicable"; readonly reason: string }
  /** The function's role may not describe groups. */
  | { readonly kind: "denied"; readonly call: string };

/** The call that {@link examineGroup} makes, as IAM names it. */
export const describeCall = "ec2:DescribeSecurityGroups";

/**
 * Describes the group and compares it with the policy.
 *
 * @throws when EC2 is unavailable
 */
export async function examineGroup(evaluated: Evaluated): Promise<Examination> {
  const gone: Examination = { kind: "notApplicable", reason: "The group no longer exists." };
  try {
    const group = await evaluated.calls.describe(evaluated.resource.resourceId);
    return group === undefined ? gone : examine(group, evaluated);
  } catch (error) {
    // Deleted between the event and now.
    if (errorCode(error) === "InvalidGroup.NotFound") return gone;
    if (failureKind(error) === "denied") return { kind: "denied", call: describeCall };
    throw error;
  }
}

/** Compares a described group with the policy. */
export function examine(group: SecurityGroup, { resource, settings, log }: Evaluated): Examination {
  const groupId = resource.resourceId;
  if (settings.vpcId !== undefined && group.VpcId !== settings.vpcId) {
    const place = group.VpcId ?? "no VPC";
    return { kind: "notApplicable", reason: `The group is in ${place}; the rule is for ${settings.vpcId}.` };
  }
  const plan = planRemediation(group.IpPermissions ?? [], settings.required, settings.allowed);
  log("debug", `described ${groupId}`, {
    groupId,
    missing: plan.authorize.map(permissionKey),
    extra: plan.revoke.map(permissionKey),
  });
  if (plan.authorize.length + plan.revoke.length === 0) return { kind: "compliant" };
  if (settings.exemptions !== true) return { kind: "differs", plan };
  const { until, fault } = readExemption(group.Tags ?? [], Date.now());
  if (fault !== undefined) log("warn", `the tag of ${groupId} exempts nothing: ${fault}`, { groupId });
  return until === undefined ? { kind: "differs", plan } : { kind: "differs", plan, exemptUntil: until };
}
