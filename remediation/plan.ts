import type { IpPermission } from "@aws-sdk/client-ec2";
import { isInside } from "./allowed";
import { permissionKey, singlePermissions } from "./permissions";
import { toIpPermission } from "./requiredPermissions";
import type { RequiredPermission } from "./requiredPermissions";

/** The changes that make a group compliant. Each EC2 permission in it has exactly one source. */
export interface RemediationPlan {
  /** Required, but missing. */
  readonly authorize: readonly IpPermission[];
  /** Present, but neither required nor allowed; written as described, since EC2 revokes only an exact match. */
  readonly revoke: readonly IpPermission[];
}

/**
 * Compares source by source, whatever the grouping, order, descriptions and spelling, in time linear in the number of
 * permissions. Both lists are empty for a compliant group; a permission that is required and present is in neither. With
 * allowed permissions the time grows with their number too, since what is inside one has no key to look up.
 *
 * @param current permissions as DescribeSecurityGroups returns them; not changed
 * @param required a valid policy: each must be there, exactly as it is written
 * @param allowed a valid policy: what is inside one of them may be there, and is never authorized. @default none
 */
export function planRemediation(
  current: readonly IpPermission[],
  required: readonly RequiredPermission[],
  allowed: readonly RequiredPermission[] = [],
): RemediationPlan {
  const present = singlePermissions(current);
  const presentKeys = new Set(present.map(({ key }) => key));
  const missing = new Map<string, IpPermission>();
  const requiredKeys = new Set<string>();
  for (const permission of required.map(toIpPermission)) {
    const key = permissionKey(permission);
    requiredKeys.add(key);
    if (!presentKeys.has(key)) missing.set(key, permission);
  }
  const tolerated = allowed.map(toIpPermission);
  return {
    authorize: [...missing.values()],
    revoke: present
      .filter(
        ({ key, permission }) =>
          !requiredKeys.has(key) && !tolerated.some((one) => isInside(permission, one)),
      )
      .map(({ permission }) => permission),
  };
}
