import type { IpPermission } from "@aws-sdk/client-ec2";
import { permissionKey } from "../../remediation/permissions";

const spelled: Readonly<Record<string, string>> = { tcp: "TCP", udp: "UDP", icmp: "ICMP", icmpv6: "ICMPv6" };

/**
 * A permission with one source in the handout's notation: `TCP 465 from 0.0.0.0/0`. Permissions with the same words
 * are equivalent, whatever their spelling in EC2 or in the configuration.
 */
export function permissionInWords(permission: IpPermission): string {
  return keyInWords(permissionKey(permission));
}

/** The same for a permission's key (remediation/permissions.ts), as in the function's log. */
export function keyInWords(key: string): string {
  return key.replace(/^(tcp|udp|icmpv6|icmp)\b/, (protocol) => spelled[protocol] ?? protocol);
}
