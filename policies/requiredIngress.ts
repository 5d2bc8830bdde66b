import { handoutPermissions } from "../remediation/handoutPermissions";
import { permissionKey, singlePermissions } from "../remediation/permissions";
import { toIpPermission } from "../remediation/requiredPermissions";
import { ingressOf, ingressTypes } from "./ingress";
import type { ResourcePolicy } from "./labPolicy";

/**
 * What the function would revoke mustn't be in the program. The handout's permissions may be there all the same: LabSG1
 * begins with one of them whatever the policy is, and the function then remediates it.
 */
export const requiredIngress: ResourcePolicy = {
  name: "required-ingress",
  description: "No inbound rule allows more than the stack's requiredPermissions.",
  types: ingressTypes,
  violations: (resource, { requiredPermissions }) => {
    const allowed = [...requiredPermissions, ...handoutPermissions].map((one) =>
      permissionKey(toIpPermission(one)),
    );
    return singlePermissions(ingressOf(resource))
      .map(({ key }) => key)
      .filter((key) => !allowed.includes(key))
      .map(
        (key) =>
          `${resource.name} allows ${key}: expected nothing beyond ${[...new Set(allowed)].join(", ")}.`,
      );
  },
};
