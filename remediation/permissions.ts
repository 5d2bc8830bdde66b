import type { IpPermission } from "@aws-sdk/client-ec2";
import { canonicalIpv4Cidr, canonicalIpv6Cidr } from "./cidr";

/**
 * One rule of a security group: a protocol, its ports, exactly one source. EC2 describes several sources together under
 * one protocol and port range; a change to one of them must not affect the others.
 */
export interface SinglePermission {
  /**
   * What it allows, whatever the notation: `tcp 443 from 0.0.0.0/0`. Equal keys allow the same. Readable, since logs and
   * annotations contain it.
   */
  readonly key: string;
  /**
   * The permission as EC2 described it, with its one source and no description. EC2 revokes only what matches exactly
   * (description aside), so a revocation must not send another notation.
   */
  readonly permission: IpPermission;
}

/**
 * A group's permissions, source by source, in the order of the description, without duplicates. The input is not
 * changed, and the result shares nothing with it.
 *
 * A described permission without any source (EC2 returns none) allows nothing and yields nothing.
 */
export function singlePermissions(permissions: readonly IpPermission[]): SinglePermission[] {
  const seen = new Set<string>();
  const singles: SinglePermission[] = [];
  for (const grouped of permissions) {
    for (const permission of bySource(grouped)) {
      const spelling = JSON.stringify(permission);
      if (seen.has(spelling)) continue;
      seen.add(spelling);
      singles.push({ key: permissionKey(permission), permission });
    }
  }
  return singles;
}

/** The key (see {@link SinglePermission}) of a permission that has exactly one source. */
export function permissionKey(permission: IpPermission): string {
  return `${trafficText(permission)} from ${sourceText(permission)}`;
}

/**
 * `TCP`, `6` and `tcp` are `tcp`: EC2 returns names for the four protocols it knows by name. Every other one remains a
 * number, and `-1` is all of them.
 */
export function canonicalProtocol(protocol: string): string {
  const name = protocol.trim().toLowerCase();
  switch (name) {
    case "1":
      return "icmp";
    case "6":
      return "tcp";
    case "17":
      return "udp";
    case "58":
      return "icmpv6";
    default:
      return name;
  }
}

function bySource(grouped: IpPermission): IpPermission[] {
  const traffic: IpPermission = { IpProtocol: grouped.IpProtocol };
  // Absent ports remain absent: EC2 compares what is sent.
  if (typeof grouped.FromPort === "number") traffic.FromPort = grouped.FromPort;
  if (typeof grouped.ToPort === "number") traffic.ToPort = grouped.ToPort;
  return [
    ...(grouped.IpRanges ?? []).map(({ CidrIp }) => ({ ...traffic, IpRanges: [{ CidrIp }] })),
    ...(grouped.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => ({ ...traffic, Ipv6Ranges: [{ CidrIpv6 }] })),
    ...(grouped.PrefixListIds ?? []).map(({ PrefixListId }) => ({
      ...traffic,
      PrefixListIds: [{ PrefixListId }],
    })),
    ...(grouped.UserIdGroupPairs ?? []).map(({ UserId, GroupId }) => ({
      ...traffic,
      UserIdGroupPairs: [UserId === undefined ? { GroupId } : { UserId, GroupId }],
    })),
  ];
}

function trafficText({ IpProtocol, FromPort, ToPort }: IpPermission): string {
  const protocol = canonicalProtocol(IpProtocol ?? "-1");
  switch (protocol) {
    case "-1":
      return "all traffic";
    case "tcp":
    case "udp": {
      const from = FromPort ?? 0;
      const to = ToPort ?? 65535;
      return from === to ? `${protocol} ${from}` : `${protocol} ${from}-${to}`;
    }
    case "icmp":
    case "icmpv6": {
      // FromPort is the type and ToPort the code; -1 is every one, and every type has every code.
      const type = FromPort ?? -1;
      const code = ToPort ?? -1;
      if (type === -1) return `${protocol} all types`;
      return code === -1 ? `${protocol} type ${type}` : `${protocol} type ${type} code ${code}`;
    }
    default:
      // EC2 opens every port of the other protocols, whatever range was sent.
      return `protocol ${protocol}`;
  }
}

function sourceText({ IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }: IpPermission): string {
  const ipv4 = IpRanges?.[0]?.CidrIp;
  if (ipv4 !== undefined) return canonicalIpv4Cidr(ipv4) ?? ipv4;
  const ipv6 = Ipv6Ranges?.[0]?.CidrIpv6;
  if (ipv6 !== undefined) return canonicalIpv6Cidr(ipv6) ?? ipv6;
  // A group's id is unique over all accounts: its owner is needed in requests, but isn't part of its identity. EC2
  // returns the owner even where the request named none.
  return PrefixListIds?.[0]?.PrefixListId ?? UserIdGroupPairs?.[0]?.GroupId ?? "no source";
}
