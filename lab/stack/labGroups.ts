import type { IpPermission } from "@aws-sdk/client-ec2";
import type { LabStackOutputs } from "../../components/labOutputs";
import { planRemediation } from "../../remediation/plan";
import { toIpPermission } from "../../remediation/requiredPermissions";
import { byTraffic } from "../output/order";
import { permissionInWords } from "../output/permissions";

/** The two groups that the handout looks at, with what to call them. */
export function labGroups(lab: LabStackOutputs): [id: string, what: string][] {
  return [
    [lab.securityGroupId, lab.securityGroupName],
    [lab.defaultSecurityGroupId, "the VPC's default group"],
  ];
}

/** A group's id, after its name where it is one of the lab's: `LabSG1 (sg-0123…)`. */
export function groupInWords(lab: LabStackOutputs, id: string): string {
  if (id === lab.securityGroupId) return `${lab.securityGroupName} (${id})`;
  return id === lab.defaultSecurityGroupId ? `default (${id})` : id;
}

/** The stack's policy in words, each permission once, sorted. */
export function requiredInWords({ requiredPermissions }: LabStackOutputs): string[] {
  return sortedWords(requiredPermissions.map((one) => permissionInWords(toIpPermission(one))));
}

/** Whether a group may have a permission that it needn't have. */
export function isTolerated(lab: LabStackOutputs, permission: IpPermission): boolean {
  const extra = (allowed: LabStackOutputs["allowedPermissions"]) =>
    planRemediation([permission], lab.requiredPermissions, allowed).revoke.length > 0;
  return extra([]) && !extra(lab.allowedPermissions);
}

/** Permissions in words, each once, sorted. */
export function sortedWords(words: readonly string[]): string[] {
  return [...new Set(words)].sort(byTraffic);
}
