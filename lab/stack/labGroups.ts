import type { LabStackOutputs } from "../../components/labOutputs";
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

/** The stack's policy in words, each permission once, sorted. */
export function requiredInWords({ requiredPermissions }: LabStackOutputs): string[] {
  return sortedWords(requiredPermissions.map((one) => permissionInWords(toIpPermission(one))));
}

/** Permissions in words, each once, sorted. */
export function sortedWords(words: readonly string[]): string[] {
  return [...new Set(words)].sort(byTraffic);
}
