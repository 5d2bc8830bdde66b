import { errorCode, failureKind } from "./awsErrors";
import { permissionKey } from "./permissions";
import { planRemediation } from "./plan";
import type { RemediationPlan } from "./plan";
import type { Evaluated } from "./settings";

/** The group's state, as described by EC2. */
export type Examination =
  | { readonly kind: "compliant" }
  | { readonly kind: "differs"; readonly plan: RemediationPlan }
  /** The group is gone or out of scope. */
  | { readonly kind: "notApplicable"; readonly reason: string }
  /** The function's role may not describe groups. */
  | { readonly kind: "denied"; readonly call: string };

/**
 * Describes the group and compares it with the policy.
 *
 * @throws when EC2 is unavailable
 */
export async function examineGroup({ resource, settings, calls, log }: Evaluated): Promise<Examination> {
  const groupId = resource.resourceId;
  const gone: Examination = { kind: "notApplicable", reason: "The group no longer exists." };
  try {
    const group = await calls.describe(groupId);
    if (group === undefined) return gone;
    if (settings.vpcId !== undefined && group.VpcId !== settings.vpcId) {
      const place = group.VpcId ?? "no VPC";
      return {
        kind: "notApplicable",
        reason: `The group is in ${place}; the rule is for ${settings.vpcId}.`,
      };
    }
    const plan = planRemediation(group.IpPermissions ?? [], settings.required);
    log("debug", `described ${groupId}`, {
      groupId,
      missing: plan.authorize.map(permissionKey),
      extra: plan.revoke.map(permissionKey),
    });
    return plan.authorize.length + plan.revoke.length === 0
      ? { kind: "compliant" }
      : { kind: "differs", plan };
  } catch (error) {
    // Deleted between the event and now.
    if (errorCode(error) === "InvalidGroup.NotFound") return gone;
    if (failureKind(error) === "denied") return { kind: "denied", call: "ec2:DescribeSecurityGroups" };
    throw error;
  }
}
