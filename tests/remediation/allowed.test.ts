import assert from "node:assert/strict";
import type { IpPermission } from "@aws-sdk/client-ec2";
import fc from "fast-check";
import { isInside } from "../../remediation/allowed";
import { permissionKey } from "../../remediation/permissions";
import { planRemediation } from "../../remediation/plan";
import { toIpPermission, type RequiredPermission } from "../../remediation/requiredPermissions";
import { atoms, describedArbitrary, requiredArbitrary } from "./permissionArbitraries";

const tcp = (from: number, to: number, cidr: string): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: from,
  ToPort: to,
  IpRanges: [{ CidrIp: cidr }],
});

describe("isInside", () => {
  const pairs: [what: string, inner: IpPermission, outer: IpPermission, inside: boolean][] = [
    ["itself", tcp(80, 80, "10.0.0.0/8"), tcp(80, 80, "10.0.0.0/8"), true],
    ["a port of a range", tcp(8001, 8002, "10.0.0.0/8"), tcp(8000, 8080, "10.0.0.0/8"), true],
    ["a wider range", tcp(7999, 8080, "10.0.0.0/8"), tcp(8000, 8080, "10.0.0.0/8"), false],
    ["an address of a block", tcp(80, 80, "10.1.2.3/32"), tcp(80, 80, "10.0.0.0/8"), true],
    ["a wider block", tcp(80, 80, "10.0.0.0/7"), tcp(80, 80, "10.0.0.0/8"), false],
    ["another block", tcp(80, 80, "11.0.0.0/16"), tcp(80, 80, "10.0.0.0/8"), false],
    [
      "another protocol",
      { ...tcp(80, 80, "10.0.0.0/8"), IpProtocol: "udp" },
      tcp(80, 80, "10.0.0.0/8"),
      false,
    ],
    [
      "a protocol by its number",
      { ...tcp(80, 80, "10.0.0.0/8"), IpProtocol: "6" },
      tcp(80, 80, "10.0.0.0/8"),
      true,
    ],
    [
      "one of all traffic",
      tcp(80, 80, "10.0.0.0/8"),
      { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      true,
    ],
    [
      "all traffic in one of it",
      { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      tcp(0, 65535, "10.0.0.0/8"),
      false,
    ],
    [
      "an IPv6 block",
      { IpProtocol: "tcp", FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: "2001:db8:1::/48" }] },
      { IpProtocol: "tcp", FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] },
      true,
    ],
    [
      "an IPv6 block in every IPv4 address",
      { IpProtocol: "tcp", FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
      tcp(80, 80, "0.0.0.0/0"),
      false,
    ],
    [
      "an ICMP code of a type",
      { IpProtocol: "icmp", FromPort: 3, ToPort: 4, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      { IpProtocol: "icmp", FromPort: 3, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      true,
    ],
    [
      "an ICMP type in another",
      { IpProtocol: "icmp", FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      { IpProtocol: "icmp", FromPort: 3, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      false,
    ],
    [
      "a group in an address block",
      {
        IpProtocol: "tcp",
        FromPort: 80,
        ToPort: 80,
        UserIdGroupPairs: [{ GroupId: "sg-0123456789abcdef0" }],
      },
      tcp(80, 80, "0.0.0.0/0"),
      false,
    ],
  ];
  for (const [what, inner, outer, inside] of pairs) {
    it(`${inside ? "takes" : "doesn't take"} ${what}`, () => assert.equal(isInside(inner, outer), inside));
  }

  // The model: everything that a permission of one protocol allows, address by address and port by port.
  const block = fc.tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }));
  const range = fc
    .tuple(fc.nat(7), fc.nat(7))
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
  const permission = fc.tuple(block, range).map(([[last, prefix], [from = 0, to = 0]]) => {
    const size = 2 ** (32 - prefix);
    const start = last - (last % size);
    const allows = new Set<string>();
    for (let address = start; address < start + size; address++)
      for (let port = from; port <= to; port++) allows.add(`${address}:${port}`);
    return { allows, permission: tcp(from, to, `192.0.2.${last}/${prefix}`) };
  });

  it("is so exactly where everything that the inner one allows, the outer one allows", () => {
    fc.assert(
      fc.property(permission, permission, (inner, outer) => {
        const subset = [...inner.allows].every((each) => outer.allows.has(each));
        assert.equal(isInside(inner.permission, outer.permission), subset);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("planRemediation with allowed permissions", () => {
  const keys = (permissions: readonly IpPermission[]) => permissions.map(permissionKey);
  const situation = fc
    .tuple(atoms(12), atoms(8), atoms(8))
    .chain(([group, required, allowed]) =>
      fc.tuple(
        describedArbitrary(group),
        fc.tuple<RequiredPermission[]>(...required.map(requiredArbitrary)),
        fc.tuple<RequiredPermission[]>(...allowed.map(requiredArbitrary)),
      ),
    );

  it("never authorizes what is only allowed, and revokes exactly what is neither required nor inside an allowed one", () => {
    fc.assert(
      fc.property(situation, ([group, required, allowed]) => {
        const without = planRemediation(group, required);
        const plan = planRemediation(group, required, allowed);
        assert.deepEqual(plan.authorize, without.authorize);
        assert.deepEqual(
          plan.revoke,
          without.revoke.filter((one) => !allowed.some((each) => isInside(one, toIpPermission(each)))),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("is a ceiling without required ones: nothing is ever authorized", () => {
    fc.assert(
      fc.property(situation, ([group, , allowed]) => {
        assert.deepEqual(planRemediation(group, [], allowed).authorize, []);
      }),
    );
  });

  it("tolerates a port within a range from an address within a block, and revokes what is beyond", () => {
    const allowed = [{ protocol: "tcp", fromPort: 8000, toPort: 8999, cidr: "10.0.0.0/8" }];
    const group = [tcp(8080, 8080, "10.1.0.0/16"), tcp(8080, 8080, "0.0.0.0/0"), tcp(22, 22, "10.1.0.0/16")];
    assert.deepEqual(keys(planRemediation(group, [], allowed).revoke), [
      "tcp 8080 from 0.0.0.0/0",
      "tcp 22 from 10.1.0.0/16",
    ]);
  });
});
