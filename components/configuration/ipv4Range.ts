import { canonicalIpv4Cidr } from "../../remediation/cidr";

/** Ranges a VPC can't have: "this" network, loopback, link-local, multicast and reserved (Amazon VPC User Guide, VPC CIDR blocks). */
const unusable = [/^0\./, /^127\./, /^169\.254\./, /^(22[4-9]|23\d|24\d|25[0-5])\./];

/** What {@link isVpcRange} accepts, in words. */
export const vpcRangeExpectation =
  'an IPv4 range for a VPC from /16 to /23 that starts at its network address, such as "10.0.0.0/16"';

/**
 * Whether a text is a range for the lab's VPC: one that AWS accepts (/16 at most) with a second /24 for the public subnet
 * (/23 at least), written with its network address, since EC2 stores the canonical text and the next update would see a
 * difference.
 */
export function isVpcRange(text: string): boolean {
  const prefix = Number(text.split("/")[1]);
  const fits = prefix >= 16 && prefix <= 23;
  return fits && canonicalIpv4Cidr(text) === text && !unusable.some((range) => range.test(text));
}

/** The second /24 of a range that {@link isVpcRange} accepts: 10.0.1.0/24 of 10.0.0.0/16. */
export function secondSlash24(vpcRange: string): string {
  const [a, b, c] = vpcRange.split(".");
  return `${a}.${b}.${Number(c) + 1}.0/24`;
}
