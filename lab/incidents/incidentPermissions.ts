import type { IpPermission } from "@aws-sdk/client-ec2";
import type { LabStackOutputs } from "../../components/labOutputs";
import { toIpPermission } from "../../remediation/requiredPermissions";
import { exitCodes, LabError } from "../failures";
import type { IncidentEntry, IncidentPermission } from "./catalogue";

/** An incident's change with the stack's values, as EC2's API takes it. */
export type IncidentChange =
  | { readonly kind: "open"; readonly permissions: readonly IpPermission[] }
  | { readonly kind: "remove"; readonly permission: IpPermission };

/** The description of an incident's rules. EC2 allows letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`. */
export function markerOf(entry: IncidentEntry): string {
  return `config-lab incident ${entry.name}`;
}

/** The incident's change on this stack. @throws LabError when the stack requires no permission that could be removed */
export function changeOf(entry: IncidentEntry, lab: LabStackOutputs): IncidentChange {
  if (entry.change.kind === "open") {
    return {
      kind: "open",
      permissions: entry.change.permissions.map((permission) => forStack(permission, lab)),
    };
  }
  const first = lab.requiredPermissions[0];
  if (first === undefined) {
    throw new LabError("The stack's requiredPermissions is an empty list, so there is nothing to remove.", {
      code: "NothingRequired",
      exitCode: exitCodes.usage,
      next: "Choose another incident: npx config-lab incident --list",
    });
  }
  return { kind: "remove", permission: toIpPermission(first) };
}

function forStack({ protocol, ports, source }: IncidentPermission, lab: LabStackOutputs): IpPermission {
  const traffic = {
    IpProtocol: protocol,
    ...(ports === undefined ? {} : { FromPort: ports[0], ToPort: ports[1] }),
  };
  if ("cidr" in source) return { ...traffic, IpRanges: [{ CidrIp: source.cidr }] };
  if ("ipv6Cidr" in source) return { ...traffic, Ipv6Ranges: [{ CidrIpv6: source.ipv6Cidr }] };
  return { ...traffic, UserIdGroupPairs: [{ GroupId: lab.defaultSecurityGroupId }] };
}

/** The permission with a description at its source, where EC2's API has it. */
export function describedAs(permission: IpPermission, description: string | undefined): IpPermission {
  if (description === undefined) return permission;
  return {
    ...permission,
    IpRanges: permission.IpRanges?.map((range) => ({ ...range, Description: description })),
    Ipv6Ranges: permission.Ipv6Ranges?.map((range) => ({ ...range, Description: description })),
    UserIdGroupPairs: permission.UserIdGroupPairs?.map((pair) => ({ ...pair, Description: description })),
  };
}
