import assert from "node:assert/strict";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { requiredPermissionFaults, toIpPermission } from "../../remediation/requiredPermissions";
import type { RequiredPermission } from "../../remediation/requiredPermissions";

const cidr = "0.0.0.0/0";
const web = { protocol: "tcp", port: 80, cidr };

describe("handoutPermissions", () => {
  it("are HTTP and HTTPS from anywhere, without faults", () => {
    assert.deepEqual(handoutPermissions, [web, { protocol: "tcp", port: 443, cidr }]);
    assert.deepEqual(requiredPermissionFaults(handoutPermissions), []);
  });
});

describe("toIpPermission", () => {
  const anywhere = { IpRanges: [{ CidrIp: cidr }] };
  const expected: [required: RequiredPermission, permission: IpPermission][] = [
    [web, { IpProtocol: "tcp", FromPort: 80, ToPort: 80, ...anywhere }],
    [
      { protocol: "UDP", fromPort: 0, toPort: 0, cidr },
      { IpProtocol: "udp", FromPort: 0, ToPort: 0, ...anywhere },
    ],
    [
      { protocol: "6", port: 22, cidr: "10.1.2.3/8" },
      { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
    ],
    [
      { protocol: "icmp", cidr },
      { IpProtocol: "icmp", FromPort: -1, ToPort: -1, ...anywhere },
    ],
    [
      { protocol: "icmp", fromPort: 8, cidr },
      { IpProtocol: "icmp", FromPort: 8, ToPort: -1, ...anywhere },
    ],
    [
      { protocol: "58", fromPort: 128, toPort: 0, ipv6Cidr: "::0/0" },
      { IpProtocol: "icmpv6", FromPort: 128, ToPort: 0, Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
    ],
    [
      { protocol: "-1", prefixList: "pl-63a5400a" },
      { IpProtocol: "-1", PrefixListIds: [{ PrefixListId: "pl-63a5400a" }] },
    ],
    [
      { protocol: "50", securityGroup: "sg-0a1b2c3d" },
      { IpProtocol: "50", UserIdGroupPairs: [{ GroupId: "sg-0a1b2c3d" }] },
    ],
    [
      { protocol: "-1", securityGroup: "123456789012/sg-0a1b2c3d" },
      { IpProtocol: "-1", UserIdGroupPairs: [{ UserId: "123456789012", GroupId: "sg-0a1b2c3d" }] },
    ],
  ];
  for (const [required, permission] of expected) {
    it(`writes ${JSON.stringify(required)} as EC2 takes it`, () => {
      assert.deepEqual(requiredPermissionFaults([required]), []);
      assert.deepEqual(toIpPermission(required), permission);
    });
  }
});

describe("requiredPermissionFaults", () => {
  it("allows an empty list, which allows nothing", () => assert.deepEqual(requiredPermissionFaults([]), []));

  const notLists: [value: unknown, got: string][] = [
    [undefined, "nothing"],
    [null, "null"],
    ["tcp 80", '"tcp 80" (string)'],
    [{ protocol: "tcp" }, "an object"],
    [80, "80 (number)"],
  ];
  for (const [value, got] of notLists) {
    it(`rejects ${got} instead of a list`, () => {
      const fault = `requiredPermissions: expected a list of permissions, got ${got}`;
      assert.deepEqual(requiredPermissionFaults(value), [fault]);
    });
  }

  const portRange = "expected a whole number from 0 to 65535";
  const icmpRange = "expected a whole number from -1 to 255";
  const oneSource = "expected exactly one source of cidr, ipv6Cidr, prefixList, securityGroup";
  const protocols =
    'expected "tcp", "udp", "icmp", "icmpv6", "-1" (all traffic) or a protocol number from "0" to "255" in quotes';
  const ipv4 = 'expected an IPv4 block like "0.0.0.0/0"';
  const ipv6 = 'expected an IPv6 block like "::/0"';
  const prefixList = 'expected a prefix list\'s id like "pl-63a5400a"';
  const group =
    'expected a group\'s id like "sg-0a1b2c3d4e5f60718", or "123456789012/sg-0a1b2c3d4e5f60718" of another account';

  /** Each entry with its faults, after `requiredPermissions[0]`. */
  const entries: [entry: unknown, ...faults: string[]][] = [
    [null, ": expected an object with a protocol, its ports and one source, got null"],
    [[], ": expected an object with a protocol, its ports and one source, got a list"],
    [
      { ...web, description: "x" },
      ".description: unknown field; expected only protocol, port, fromPort, toPort, cidr, ipv6Cidr, prefixList, securityGroup",
    ],
    [{ port: 80, cidr }, `.protocol: ${protocols}, got nothing`],
    [{ protocol: 6, port: 80, cidr }, `.protocol: ${protocols}, got 6 (number)`],
    [{ protocol: "http", port: 80, cidr }, `.protocol: ${protocols}, got "http" (string)`],
    [{ protocol: "256", cidr }, `.protocol: ${protocols}, got "256" (string)`],
    [{ protocol: "06", port: 80, cidr }, `.protocol: ${protocols}, got "06" (string)`],
    [{ protocol: "tcp", port: "80", cidr }, `.port: ${portRange}, got "80" (string)`],
    [{ protocol: "tcp", port: 65536, cidr }, `.port: ${portRange}, got 65536 (number)`],
    [{ protocol: "tcp", port: -1, cidr }, `.port: ${portRange}, got -1 (number)`],
    [{ protocol: "tcp", port: 80.5, cidr }, `.port: ${portRange}, got 80.5 (number)`],
    [{ protocol: "tcp", port: null, cidr }, `.port: ${portRange}, got null`],
    [{ protocol: "tcp", cidr }, ": expected port, or fromPort and toPort, got none"],
    [{ protocol: "tcp", fromPort: 1, cidr }, ": expected port, or fromPort and toPort, got only fromPort"],
    [{ protocol: "tcp", toPort: 1, cidr }, ": expected port, or fromPort and toPort, got only toPort"],
    [
      { protocol: "tcp", port: 1, toPort: 1, cidr },
      ": expected either port, or fromPort and toPort, got both",
    ],
    [
      { protocol: "udp", fromPort: 9, toPort: 8, cidr },
      ".toPort: expected fromPort (9) or more, got 8 (number)",
    ],
    [
      { protocol: "-1", port: 80, fromPort: 1, cidr },
      ".port: expected no ports with protocol -1, which opens them all",
      ".fromPort: expected no ports with protocol -1, which opens them all",
    ],
    [
      { protocol: "50", toPort: 1, cidr },
      ".toPort: expected no ports with protocol 50, which opens them all",
    ],
    [
      { protocol: "icmp", port: 8, cidr },
      ".port: expected fromPort (the ICMP type) and toPort (the code) with this protocol, got port",
    ],
    [{ protocol: "icmp", fromPort: 256, cidr }, `.fromPort: ${icmpRange}, got 256 (number)`],
    [
      { protocol: "icmp", toPort: 1, cidr },
      ".toPort: expected no ICMP code, or -1, when every type is meant, got 1 (number)",
    ],
    [{ protocol: "tcp", port: 80 }, `: ${oneSource}, got none`],
    [{ ...web, ipv6Cidr: "::/0" }, `: ${oneSource}, got cidr and ipv6Cidr`],
    [{ ...web, cidr: "0.0.0.0" }, `.cidr: ${ipv4}, got "0.0.0.0" (string)`],
    [{ ...web, cidr: "::/0" }, `.cidr: ${ipv4}, got "::/0" (string)`],
    [{ ...web, cidr: 0 }, `.cidr: ${ipv4}, got 0 (number)`],
    [{ protocol: "tcp", port: 80, ipv6Cidr: cidr }, `.ipv6Cidr: ${ipv6}, got "0.0.0.0/0" (string)`],
    [{ protocol: "tcp", port: 80, prefixList: "pl-1" }, `.prefixList: ${prefixList}, got "pl-1" (string)`],
    [
      { protocol: "tcp", port: 80, securityGroup: "LabSG1" },
      `.securityGroup: ${group}, got "LabSG1" (string)`,
    ],
    [
      { protocol: "tcp", port: 80, securityGroup: "1234/sg-0a1b2c3d" },
      `.securityGroup: ${group}, got "1234/sg-0a1b2c3d" (string)`,
    ],
    [{ ...web, cidr: "1".repeat(61) }, `.cidr: ${ipv4}, got "${"1".repeat(60)}"… (string)`],
    [
      { protocol: "tcp", port: "x", cidr: "y", colour: "red" },
      ".colour: unknown field; expected only protocol, port, fromPort, toPort, cidr, ipv6Cidr, prefixList, securityGroup",
      `.port: ${portRange}, got "x" (string)`,
      `.cidr: ${ipv4}, got "y" (string)`,
    ],
  ];
  for (const [entry, ...faults] of entries) {
    it(`rejects ${JSON.stringify(entry)}`, () => {
      assert.deepEqual(
        requiredPermissionFaults([entry]),
        faults.map((fault) => `requiredPermissions[0]${fault}`),
      );
    });
  }

  it("gathers the faults of all entries, each with its place", () => {
    assert.deepEqual(requiredPermissionFaults([web, 1, { ...web, port: "443" }]), [
      "requiredPermissions[1]: expected an object with a protocol, its ports and one source, got 1 (number)",
      `requiredPermissions[2].port: ${portRange}, got "443" (string)`,
    ]);
  });

  it("finds the same permission in another spelling", () => {
    const same = { protocol: "6", fromPort: 80, toPort: 80, cidr: "203.0.113.7/0" };
    assert.deepEqual(requiredPermissionFaults([web, { ...web, port: 443 }, same]), [
      "requiredPermissions[2]: expected each permission once, got tcp 80 from 0.0.0.0/0 again (as in [0])",
    ]);
  });

  describe("EC2's rule limit", () => {
    const fault = (family: string, count: number): string =>
      `requiredPermissions: expected at most 60 for ${family}, since a security group holds no more inbound rules of ` +
      `one IP family (groups and prefix lists count in both), got ${count}`;
    const ports = (count: number, from: object): object[] =>
      Array.from({ length: count }, (_, port) => ({ protocol: "tcp", port, ...from }));
    const group = { securityGroup: "sg-0a1b2c3d4e5f60718" };

    it("counts a prefix list as one, whose maximum number of entries only EC2 knows", () => {
      const { length } = requiredPermissionFaults(ports(60, { prefixList: "pl-63a5400a" }));
      assert.equal(length, 0);
      assert.equal(requiredPermissionFaults(ports(61, { prefixList: "pl-63a5400a" })).length, 2);
    });

    it("allows 60 of each IP family", () => {
      assert.deepEqual(
        requiredPermissionFaults([...ports(60, { cidr }), ...ports(60, { ipv6Cidr: "::/0" })]),
        [],
      );
    });

    it("rejects 61", () =>
      assert.deepEqual(requiredPermissionFaults(ports(61, { cidr })), [fault("IPv4", 61)]));

    it("counts groups and prefix lists in both families", () => {
      assert.deepEqual(requiredPermissionFaults([...ports(60, { ipv6Cidr: "::/0" }), ...ports(1, group)]), [
        fault("IPv6", 61),
      ]);
      assert.deepEqual(
        requiredPermissionFaults([...ports(31, group), ...ports(30, { prefixList: "pl-63a5400a" })]),
        [fault("IPv4", 61), fault("IPv6", 61)],
      );
    });
  });
});
