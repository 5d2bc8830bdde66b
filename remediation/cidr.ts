/**
 * CIDR blocks as EC2 stores them: host bits cleared, IPv6 compressed. Two notations of one block have one canonical text.
 * Addresses are arrays of 8- or 16-bit numbers: exact, and plain data that survives Pulumi's function serialisation.
 */

/** `192.0.2.7/24` becomes `192.0.2.0/24`; undefined when the text isn't an IPv4 block. */
export function canonicalIpv4Cidr(text: string): string | undefined {
  const [address, prefix] = split(text, 32);
  const octets = address === undefined ? undefined : parseIpv4(address);
  if (octets === undefined || prefix === undefined) return undefined;
  return `${clearHostBits(octets, 8, prefix).join(".")}/${prefix}`;
}

/**
 * `2001:DB8:0:0::1/32` becomes `2001:db8::/32`; undefined when the text isn't an IPv6 block. Accepts the forms with an
 * IPv4 tail too (`::ffff:192.0.2.0/120`) and writes them in hexadecimal.
 */
export function canonicalIpv6Cidr(text: string): string | undefined {
  const [address, prefix] = split(text, 128);
  const groups = address === undefined ? undefined : parseIpv6(address);
  if (groups === undefined || prefix === undefined) return undefined;
  return `${compress(clearHostBits(groups, 16, prefix))}/${prefix}`;
}

/** Whether every address of one block is in another one of the same family; a block is inside itself. */
export function isInsideCidr(inner: string, outer: string): boolean {
  const [innerPrefix, outerPrefix] = [inner, outer].map((text) => Number(text.split("/")[1]));
  if (innerPrefix === undefined || outerPrefix === undefined || !(innerPrefix >= outerPrefix)) return false;
  const canonical = outer.includes(":") ? canonicalIpv6Cidr : canonicalIpv4Cidr;
  const block = canonical(outer);
  // The outer block is what is left of the inner one's address at the outer one's prefix.
  return block !== undefined && canonical(inner.replace(/\/.*/, `/${outerPrefix}`)) === block;
}

function split(text: string, longest: number): [address: string | undefined, prefix: number | undefined] {
  const parts = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text.trim());
  const prefix = Number(parts?.[2]);
  return prefix <= longest ? [parts?.[1], prefix] : [undefined, undefined];
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split(".");
  // A leading zero is rejected: some parsers read it as octal, so the text would mean two different blocks.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const octets = parts.map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = withHexadecimalTail(text).split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (tail === undefined) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  // "::" stands for at least one group.
  return missing >= 1 ? [...head, ...new Array<number>(missing).fill(0), ...tail] : undefined;
}

/** `::ffff:192.0.2.1` to `::ffff:c000:201`; other texts are returned unchanged, and an invalid address is rejected later. */
function withHexadecimalTail(text: string): string {
  const colon = text.lastIndexOf(":");
  const octets = parseIpv4(text.slice(colon + 1));
  if (colon < 0 || octets === undefined) return text;
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return `${text.slice(0, colon + 1)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function parseGroups(text: string): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  return parts.map((part) => parseInt(part, 16));
}

function clearHostBits(units: readonly number[], bitsPerUnit: number, prefix: number): number[] {
  return units.map((unit, index) => {
    const kept = Math.min(Math.max(prefix - index * bitsPerUnit, 0), bitsPerUnit);
    const step = 2 ** (bitsPerUnit - kept);
    return unit - (unit % step);
  });
}

/** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes "::". */
function compress(groups: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let from = 0; from < groups.length; from++) {
    let to = from;
    while (to < groups.length && groups[to] === 0) to++;
    if (to - from > length) [start, length] = [from, to - from];
    from = Math.max(from, to);
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(":");
  return start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}
