import { AwsError } from "../service";
import { canonicalCidr, canonicalProtocol } from "./canonical";
import type { Permission } from "./permission";

/** Reads a protocol. @throws AwsError InvalidParameterValue */
export function readProtocol(text: string | undefined): string {
  const protocol = canonicalProtocol(text ?? "");
  if (protocol === undefined)
    throw invalid(`Invalid value '${text ?? ""}' for IP protocol. Unknown protocol.`);
  return protocol;
}

/**
 * Reads a range of ports or, for ICMP, a type and a code; undefined for protocols that have neither.
 *
 * @throws AwsError InvalidParameterValue
 */
export function readPorts(
  protocol: string,
  fromText: string | undefined,
  toText: string | undefined,
): Permission["ports"] {
  const [from, to] = [Number(fromText ?? -1), Number(toText ?? -1)];
  if (protocol === "icmp" || protocol === "icmpv6") return icmp(from, to);
  // Other protocols have no ports: whatever range is sent, all of the protocol is permitted.
  if (protocol !== "tcp" && protocol !== "udp") return undefined;
  if (fromText === undefined || toText === undefined) {
    throw invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  }
  for (const port of [from, to]) {
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw invalid(`TCP/UDP port (${port}) out of range`);
  }
  if (from > to) throw invalid(`Invalid TCP/UDP port range (${from}:${to})`);
  return { from, to };
}

/** Both are one byte in ICMP's header; -1 stands for all. https://www.rfc-editor.org/rfc/rfc792 */
function icmp(type: number, code: number): Permission["ports"] {
  for (const [name, value] of Object.entries({ type, code })) {
    if (!Number.isInteger(value) || value < -1 || value > 255)
      throw invalid(`ICMP ${name} (${value}) out of range`);
  }
  return { from: type, to: code };
}

/** Reads a block of one address family. @throws AwsError InvalidParameterValue */
export function readCidr(text: string, family: "ipv4" | "ipv6"): string {
  const cidr = canonicalCidr(text);
  if (cidr === undefined || cidr.includes(":") !== (family === "ipv6"))
    throw invalid(`CIDR block ${text} is malformed`);
  return cidr;
}

/**
 * Reads a rule's description, with EC2's message.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html,
 * https://github.com/aws-cloudformation/cfn-lint/issues/173
 *
 * @throws AwsError InvalidParameterValue
 */
export function readDescription(text: string | undefined): string | undefined {
  if (text !== undefined && !isDescription(text)) {
    throw invalid(`Invalid rule description. ${validDescriptions}`);
  }
  return text === "" ? undefined : text;
}

/** Characters of names and descriptions of groups, and of descriptions of rules. */
export const validDescriptions =
  "Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

export function isDescription(text: string): boolean {
  return /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(text);
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
