import { isIPv4, isIPv6 } from "node:net";

/**
 * A CIDR block as EC2 keeps it, without host bits and, for IPv6, in its shortest form; undefined for what is none.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export function canonicalCidr(text: string): string | undefined {
  const [address = "", length, ...more] = text.split("/");
  if (length === undefined || !/^\d{1,3}$/.test(length) || more.length > 0) return undefined;
  const bits = Number(length);
  if (isIPv4(address))
    return bits > 32 ? undefined : `${masked(address.split(".").map(Number), 8, bits).join(".")}/${bits}`;
  if (!isIPv6(address) || bits > 128) return undefined;
  const groups = masked(ipv6Groups(address), 16, bits).map((group) => group.toString(16));
  return `${shortestIpv6(groups.join(":"))}/${bits}`;
}

/** Keeps the first bits of a number that is given in parts of some width. */
function masked(parts: readonly number[], width: number, bits: number): number[] {
  return parts.map((part, index) => {
    const kept = Math.min(Math.max(bits - index * width, 0), width);
    return (part >> (width - kept)) << (width - kept);
  });
}

function ipv6Groups(address: string): number[] {
  const [head = "", tail] = shortestIpv6(address).split("::");
  const numbers = (text: string) => (text === "" ? [] : text.split(":").map((group) => parseInt(group, 16)));
  const [before, after] = [numbers(head), numbers(tail ?? "")];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** The URL standard writes IPv6 addresses in the shortest form. */
function shortestIpv6(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}

/** Protocols that EC2 calls by name; the others are numbers, from 0 to 255. */
const names: Readonly<Record<string, string>> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
  all: "-1",
};
const named = ["tcp", "udp", "icmp", "icmpv6", "-1"];

/** A protocol as EC2 returns it; undefined for what is none. */
export function canonicalProtocol(text: string): string | undefined {
  const lower = text.toLowerCase();
  const name = Object.hasOwn(names, lower) ? names[lower]! : lower;
  if (named.includes(name)) return name;
  return /^\d{1,3}$/.test(name) && Number(name) <= 255 ? String(Number(name)) : undefined;
}
