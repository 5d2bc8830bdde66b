import type { IpPermission } from "@aws-sdk/client-ec2";
import { isInsideCidr } from "./cidr";
import { canonicalProtocol } from "./permissions";

/**
 * Whether a permission with one source is inside one with one source: everything that the first allows, the second allows.
 * - The protocols are the same, or the outer one is all traffic.
 * - TCP, UDP: the ports are within the outer range. ICMP: type and code are the same, or the outer one has every type, or
 *   that type with every code. Other protocols have no ports.
 * - The address block is within the outer one. A group or a prefix list is inside itself only: what is in them changes.
 */
export function isInside(inner: IpPermission, outer: IpPermission): boolean {
  return trafficInside(inner, outer) && sourceInside(inner, outer);
}

function trafficInside(inner: IpPermission, outer: IpPermission): boolean {
  const protocol = canonicalProtocol(outer.IpProtocol ?? "-1");
  if (protocol === "-1") return true;
  if (canonicalProtocol(inner.IpProtocol ?? "-1") !== protocol) return false;
  switch (protocol) {
    case "tcp":
    case "udp":
      return (
        (outer.FromPort ?? 0) <= (inner.FromPort ?? 0) && (inner.ToPort ?? 65535) <= (outer.ToPort ?? 65535)
      );
    case "icmp":
    case "icmpv6": {
      const [type, code] = [outer.FromPort ?? -1, outer.ToPort ?? -1];
      // Every type has every code.
      if (type === -1) return true;
      return type === (inner.FromPort ?? -1) && (code === -1 || code === (inner.ToPort ?? -1));
    }
    default:
      return true;
  }
}

function sourceInside(inner: IpPermission, outer: IpPermission): boolean {
  const ipv4 = outer.IpRanges?.[0]?.CidrIp;
  if (ipv4 !== undefined) return isInsideCidr(inner.IpRanges?.[0]?.CidrIp ?? "", ipv4);
  const ipv6 = outer.Ipv6Ranges?.[0]?.CidrIpv6;
  if (ipv6 !== undefined) return isInsideCidr(inner.Ipv6Ranges?.[0]?.CidrIpv6 ?? "", ipv6);
  const prefixList = outer.PrefixListIds?.[0]?.PrefixListId;
  if (prefixList !== undefined) return inner.PrefixListIds?.[0]?.PrefixListId === prefixList;
  const group = outer.UserIdGroupPairs?.[0]?.GroupId;
  return group !== undefined && inner.UserIdGroupPairs?.[0]?.GroupId === group;
}
