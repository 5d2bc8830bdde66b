import type { IpPermission } from "@aws-sdk/client-ec2";
import type { LabStackOutputs } from "../../components/labOutputs";

type Permission = LabStackOutputs["allowedPermissions"][number];

/** The permission as the configuration spells it. */
export function asConfigured(permission: IpPermission): Permission {
  return { protocol: permission.IpProtocol ?? "-1", ...ports(permission), ...source(permission) };
}

/** The line of the stack's file, under `allowedPermissions`, that tolerates the permission. */
export function allowedLine(permission: IpPermission): string {
  const entry = Object.entries(asConfigured(permission)).map(([field, value]) =>
    // A protocol that is a number, and an IPv6 block, would be read as something else without quotes.
    /^-?\d+$/.test(String(value)) && field === "protocol"
      ? `${field}: "${value}"`
      : `${field}: ${/::/.test(String(value)) ? `"${value}"` : value}`,
  );
  return `- {${entry.join(", ")}}`;
}

function ports({ IpProtocol, FromPort, ToPort }: IpPermission): Partial<Permission> {
  switch (IpProtocol) {
    case "tcp":
    case "udp":
      return FromPort === ToPort ? { port: FromPort } : { fromPort: FromPort, toPort: ToPort };
    case "icmp":
    case "icmpv6":
      return { fromPort: FromPort ?? -1, toPort: ToPort ?? -1 };
    case undefined:
    default:
      return {};
  }
}

function source({
  IpRanges,
  Ipv6Ranges,
  PrefixListIds,
  UserIdGroupPairs,
}: IpPermission): Partial<Permission> {
  const cidr = IpRanges?.[0]?.CidrIp;
  if (cidr !== undefined) return { cidr };
  const ipv6Cidr = Ipv6Ranges?.[0]?.CidrIpv6;
  if (ipv6Cidr !== undefined) return { ipv6Cidr };
  const prefixList = PrefixListIds?.[0]?.PrefixListId;
  if (prefixList !== undefined) return { prefixList };
  return { securityGroup: UserIdGroupPairs?.[0]?.GroupId };
}
