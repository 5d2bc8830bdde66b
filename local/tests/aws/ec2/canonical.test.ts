import assert from "node:assert/strict";
import { canonicalCidr, canonicalProtocol } from "../../../aws/ec2/canonical";

describe("a CIDR block in EC2's spelling", () => {
  for (const [given, expected] of [
    // EC2's own example: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
    ["100.68.0.18/18", "100.68.0.0/18"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/1", "128.0.0.0/1"],
    ["10.1.2.3/32", "10.1.2.3/32"],
    ["2001:DB8:0:0::1/32", "2001:db8::/32"],
    ["2001:db8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128"],
    ["fe80::ffff:ffff/121", "fe80::ffff:ff80/121"],
    ["::/0", "::/0"],
    ["::ffff:10.0.0.1/128", "::ffff:a00:1/128"],
  ] as const) {
    it(`of ${given} is ${expected}`, () => assert.equal(canonicalCidr(given), expected));
  }

  for (const wrong of [
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0/8",
    "::/129",
    "::1",
    "x/8",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "",
  ]) {
    it(`is none for ${JSON.stringify(wrong)}`, () => assert.equal(canonicalCidr(wrong), undefined));
  }
});

describe("a protocol in EC2's spelling", () => {
  for (const [given, expected] of [
    ["6", "tcp"],
    ["TCP", "tcp"],
    ["17", "udp"],
    ["1", "icmp"],
    ["58", "icmpv6"],
    ["all", "-1"],
    ["-1", "-1"],
    ["50", "50"],
    ["0", "0"],
    ["256", undefined],
    ["constructor", undefined],
    ["", undefined],
  ] as const) {
    it(`of ${JSON.stringify(given)} is ${expected}`, () => assert.equal(canonicalProtocol(given), expected));
  }
});
