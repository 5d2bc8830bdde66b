import assert from "node:assert/strict";
import { isIPv6 } from "node:net";
import fc from "fast-check";
import { canonicalIpv4Cidr, canonicalIpv6Cidr } from "../../remediation/cidr";

describe("canonicalIpv4Cidr", () => {
  const canonical: [spelled: string, expected: string][] = [
    // EC2's own example, from the reference of AuthorizeSecurityGroupIngress.
    ["100.68.0.18/18", "100.68.0.0/18"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/0", "0.0.0.0/0"],
    ["255.255.255.255/1", "128.0.0.0/1"],
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["192.0.2.255/31", "192.0.2.254/31"],
    ["192.0.2.255/32", "192.0.2.255/32"],
    [" 10.0.0.0/8 ", "10.0.0.0/8"],
  ];
  for (const [spelled, expected] of canonical) {
    it(`writes "${spelled}" as ${expected}`, () => assert.equal(canonicalIpv4Cidr(spelled), expected));
  }

  const wrong = [
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0/8",
    "10.0.0.0.0/8",
    "256.0.0.0/8",
  ];
  for (const text of [
    ...wrong,
    "010.0.0.0/8",
    "10.0.0.-1/8",
    "a.b.c.d/8",
    "10.0.0.0/8/8",
    "::/0",
    "10.0.0.0/-1",
  ]) {
    it(`rejects "${text}"`, () => assert.equal(canonicalIpv4Cidr(text), undefined));
  }
});

describe("canonicalIpv6Cidr", () => {
  const canonical: [spelled: string, expected: string][] = [
    ["::/0", "::/0"],
    ["0:0:0:0:0:0:0:0/0", "::/0"],
    ["ffff::/0", "::/0"],
    ["::1/128", "::1/128"],
    ["1::/128", "1::/128"],
    ["2001:DB8::1/128", "2001:db8::1/128"],
    ["2001:db8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128"],
    ["2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"],
    ["2001:0db8:0000:0000:0000:0000:0000:0001/32", "2001:db8::/32"],
    ["2001:db8:ffff:ffff::/33", "2001:db8:8000::/33"],
    ["0:0:1:0:0:0:1:0/128", "0:0:1::1:0/128"],
    ["1:2:3:4:5:6:7::/128", "1:2:3:4:5:6:7:0/128"],
    ["::ffff:192.0.2.77/120", "::ffff:c000:200/120"],
    ["::ffff:c000:24d/120", "::ffff:c000:200/120"],
    ["64:ff9b::192.0.2.33/128", "64:ff9b::c000:221/128"],
  ];
  for (const [spelled, expected] of canonical) {
    it(`writes "${spelled}" as ${expected}`, () => assert.equal(canonicalIpv6Cidr(spelled), expected));
  }

  const wrong = [
    "",
    "::",
    "::/129",
    "1::2::3/64",
    "1:2:3:4:5:6:7/64",
    "1:2:3:4:5:6:7:8:9/64",
    "12345::/64",
    "g::/64",
  ];
  for (const text of [...wrong, "1:2:3:4:5:6:7:8::/64", "fe80::1%eth0/64", ":::/0", ":1::/64", "1.2.3.4/8"]) {
    it(`rejects "${text}"`, () => assert.equal(canonicalIpv6Cidr(text), undefined));
  }

  it("gives an address that Node reads, and leaves its own answers as they are", () => {
    const block = fc
      .tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }))
      .map(([address, prefix]) => `${address}/${prefix}`);
    fc.assert(
      fc.property(block, (spelled) => {
        const once = canonicalIpv6Cidr(spelled);
        assert.ok(once !== undefined, spelled);
        assert.ok(isIPv6(once.slice(0, once.indexOf("/"))), once);
        assert.equal(canonicalIpv6Cidr(once), once);
      }),
    );
  });

  it("is the same for every spelling of a block", () => {
    const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 128 }), (parts, prefix) => {
        const long = parts.map((part) => part.toString(16).padStart(4, "0").toUpperCase()).join(":");
        // The URL parser of Node compresses an address, independently of the code under test.
        const compressed = new URL(`http://[${long}]`).hostname.slice(1, -1);
        assert.equal(canonicalIpv6Cidr(`${long}/${prefix}`), canonicalIpv6Cidr(`${compressed}/${prefix}`));
        assert.equal(canonicalIpv6Cidr(`${long}/128`), `${compressed}/128`);
      }),
    );
  });
});
