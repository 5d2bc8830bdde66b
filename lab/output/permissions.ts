import type { IpPermission } from "@aws-sdk/client-ec2";
import { permissionKey } from "../../remediation/permissions";

const spelled: Readonly<Record<string, string>> = { tcp: "TCP", udp: "UDP", icmp: "ICMP", icmpv6: "ICMPv6" };

/**
 * A permission with one source, as the handout writes it: `TCP 465 from 0.0.0.0/0`. Two permissions with the same
 * words allow the same, however EC2 or the configuration spell them.
 */
export function permissionInWords(permission: IpPermission): string {
  return keyInWords(permissionKey(permission));
}

/** The same for a permission that is known by its key (remediation/permissions.ts), as the function's log has it. */
export function keyInWords(key: string): string {
  return key.replace(/^(tcp|udp|icmpv6|icmp)\b/, (protocol) => spelled[protocol] ?? protocol);
}
