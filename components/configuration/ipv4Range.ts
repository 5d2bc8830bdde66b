/** Ranges a VPC can't have: "this" network, loopback, link-local, multicast and reserved (Amazon VPC User Guide, VPC CIDR blocks). */
const unusable = [/^0\./, /^127\./, /^169\.254\./, /^(22[4-9]|23\d|24\d|25[0-5])\./];

/** What {@link isVpcRange} accepts, in words. */
export const vpcRangeExpectation =
  'an IPv4 range for a VPC from /16 to /23 that starts at its network address, such as "10.0.0.0/16"';

/**
 * Whether a text is a range the lab's VPC can have: one that AWS takes (a /16 at most) and that has a second /24 for the
 * public subnet (a /23 at least), written with its network address, since EC2 would store another text than the one given.
 */
export function isVpcRange(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return false;
  const numbers = match.slice(1);
  if (numbers.some((digits) => digits !== String(Number(digits)))) return false;
  const [a, b, c, d, prefix] = numbers.map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || prefix < 16 || prefix > 23) return false;
  const hostBits = ((c << 8) | d) & (2 ** (32 - prefix) - 1);
  return hostBits === 0 && !unusable.some((range) => range.test(text));
}

/** The second /24 of a range that {@link isVpcRange} accepts: 10.0.1.0/24 of 10.0.0.0/16. */
export function secondSlash24(vpcRange: string): string {
  const [a, b, c] = vpcRange.split(".");
  return `${a}.${b}.${Number(c) + 1}.0/24`;
}
