import type { IpPermission } from "@aws-sdk/client-ec2";
import { canonicalIpv4Cidr, canonicalIpv6Cidr } from "./cidr";
import { canonicalProtocol, permissionKey } from "./permissions";
import { entryFaults } from "./requiredPermissionEntry";
import { shown } from "./values";

/** One permission that a security group must or may have, as written in the stack's configuration. */
export interface RequiredPermission {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` (all traffic), or an IANA protocol number as a string. @example "tcp" */
  readonly protocol: string;
  /** The one TCP or UDP port, 0 to 65535. Excludes `fromPort` and `toPort`. @example 443 */
  readonly port?: number;
  /** First TCP or UDP port, or the ICMP type (-1: every type). @default every type for ICMP @example 8000 */
  readonly fromPort?: number;
  /** Last TCP or UDP port, or the ICMP code (-1: every code). @default every code for ICMP @example 8080 */
  readonly toPort?: number;
  /** Source: an IPv4 block; host bits are cleared, as EC2 does. @example "0.0.0.0/0" */
  readonly cidr?: string;
  /** Source: an IPv6 block; host bits are cleared, as EC2 does. @example "::/0" */
  readonly ipv6Cidr?: string;
  /** Source: a prefix list. @example "pl-63a5400a" */
  readonly prefixList?: string;
  /**
   * Source: a security group, with its owner's account id before a slash when it belongs to another account.
   * @example "123456789012/sg-0a1b2c3d4e5f60718"
   */
  readonly securityGroup?: string;
}

/**
 * EC2's default quota "Inbound or outbound rules per security group". It counts IPv4 and IPv6 separately; a source that is a
 * group or a prefix list counts in both. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 *
 * EC2 counts a prefix list as its maximum number of entries, which only EC2 knows and which can change after this check (a
 * list's owner raises it). Here it counts as one, so that no policy is rejected that fits; where it doesn't fit, EC2 rejects
 * the request and the function reports that.
 */
const rulesPerFamily = 60;

/** The permission as EC2 expects it: canonical, one source, no description. `required` must be valid. */
export function toIpPermission(required: RequiredPermission): IpPermission {
  return { IpProtocol: canonicalProtocol(required.protocol), ...ports(required), ...source(required) };
}

/**
 * Every fault of a configured policy at once, each naming the entry and the field, what was expected and what was found.
 * Empty when the policy is valid. An empty list is valid: it allows nothing.
 *
 * @example requiredPermissionFaults([{ protocol: "tcp", port: "80", cidr: "0.0.0.0/0" }])
 *   // ['requiredPermissions[0].port: expected a whole number from 0 to 65535, got "80" (string)']
 */
export function requiredPermissionFaults(value: unknown): string[] {
  const { faults, valid } = readEntries("requiredPermissions", value);
  return [...faults, ...quotaFaults(valid)];
}

/** The same for what a group may have: the quota doesn't limit it, since none of it needs to be there. */
export function allowedPermissionFaults(value: unknown): string[] {
  return readEntries("allowedPermissions", value).faults;
}

function readEntries(name: string, value: unknown): { faults: string[]; valid: ValidEntry[] } {
  if (!Array.isArray(value))
    return { faults: [`${name}: expected a list of permissions, got ${shown(value)}`], valid: [] };
  const entries: readonly unknown[] = value;
  const faults = entries.map((entry, index) => entryFaults(entry, `${name}[${index}]`));
  const valid = entries.flatMap((entry, index) =>
    // An entry without faults is a RequiredPermission: entryFaults checks each of its fields.
    faults[index]?.length === 0 ? [{ index, permission: toIpPermission(entry as RequiredPermission) }] : [],
  );
  return { faults: [...faults.flat(), ...duplicateFaults(name, valid)], valid };
}

interface ValidEntry {
  readonly index: number;
  readonly permission: IpPermission;
}

function duplicateFaults(name: string, entries: readonly ValidEntry[]): string[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ index, permission }) => {
    const key = permissionKey(permission);
    const same = first.get(key);
    if (same !== undefined) {
      return [`${name}[${index}]: expected each permission once, got ${key} again (as in [${same}])`];
    }
    first.set(key, index);
    return [];
  });
}

function quotaFaults(entries: readonly ValidEntry[]): string[] {
  const ipv6 = entries.filter(({ permission }) => permission.IpRanges === undefined).length;
  const ipv4 = entries.filter(({ permission }) => permission.Ipv6Ranges === undefined).length;
  return [
    { family: "IPv4", count: ipv4 },
    { family: "IPv6", count: ipv6 },
  ]
    .filter(({ count }) => count > rulesPerFamily)
    .map(
      ({ family, count }) =>
        `requiredPermissions: expected at most ${rulesPerFamily} for ${family}, since a security group holds no more ` +
        `inbound rules of one IP family (groups and prefix lists count in both), got ${count}`,
    );
}

function ports({ protocol, port, fromPort, toPort }: RequiredPermission): IpPermission {
  switch (canonicalProtocol(protocol)) {
    case "tcp":
    case "udp":
      return { FromPort: port ?? fromPort, ToPort: port ?? toPort };
    case "icmp":
    case "icmpv6":
      return { FromPort: fromPort ?? -1, ToPort: toPort ?? -1 };
    default:
      return {};
  }
}

function source({ cidr, ipv6Cidr, prefixList, securityGroup }: RequiredPermission): IpPermission {
  if (cidr !== undefined) return { IpRanges: [{ CidrIp: canonicalIpv4Cidr(cidr) ?? cidr }] };
  if (ipv6Cidr !== undefined) return { Ipv6Ranges: [{ CidrIpv6: canonicalIpv6Cidr(ipv6Cidr) ?? ipv6Cidr }] };
  if (prefixList !== undefined) return { PrefixListIds: [{ PrefixListId: prefixList }] };
  const [groupId, owner] = (securityGroup ?? "").split("/").reverse();
  return {
    UserIdGroupPairs: [owner === undefined ? { GroupId: groupId } : { UserId: owner, GroupId: groupId }],
  };
}
