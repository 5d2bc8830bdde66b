import assert from "node:assert/strict";
import {
  AuthorizeSecurityGroupIngressCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
  type IpPermission,
  type SecurityGroup,
} from "@aws-sdk/client-ec2";
import { accountId, refusal, inTestAws } from "../gateway/testAws";
import { anywhere, tcp, TestGroups } from "./testGroups";

describe("security groups", function () {
  this.timeout(120_000);
  let ec2: EC2Client;
  let groups: TestGroups;

  inTestAws(async (started) => {
    groups = await TestGroups.in(started);
    ec2 = groups.ec2;
  });

  const makeGroup: TestGroups["make"] = (...permissions) => groups.make(...permissions);
  const makeGroupIn: TestGroups["makeIn"] = (...parameters) => groups.makeIn(...parameters);
  const authorize: TestGroups["authorize"] = (...parameters) => groups.authorize(...parameters);
  const revoke: TestGroups["revoke"] = (...parameters) => groups.revoke(...parameters);
  const rules = (groupId: string) => groups.ids(groupId);
  const texts = (groupId: string) => groups.texts(groupId);
  const describeGroup = async (GroupId: string): Promise<SecurityGroup> =>
    (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups![0]!;

  it("are named by ids of their form only", async () => {
    for (const [id, message] of [
      ["sg-xxxxxxxx", 'Invalid id: "sg-xxxxxxxx"'],
      ["sg-0a1b", 'Invalid id: "sg-0a1b"'],
      ["LabSG1", 'Invalid id: "LabSG1" (expecting "sg-...")'],
    ] as const) {
      const code = "InvalidGroupId.Malformed";
      const expected = { code, message, status: 400 };
      assert.deepEqual(
        await refusal(ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))),
        expected,
      );
      assert.deepEqual(await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId: id }))), expected);
    }
    const unknown = new DescribeSecurityGroupsCommand({ GroupIds: ["sg-0123456789abcdef0"] });
    assert.equal((await refusal(ec2.send(unknown))).code, "InvalidGroup.NotFound");
  });

  it("keep addresses and protocols in EC2's spelling", async () => {
    const group = await makeGroup(
      tcp(81, [{ CidrIp: "100.68.0.18/18" }]),
      { IpProtocol: "6", FromPort: 82, ToPort: 82, Ipv6Ranges: [{ CidrIpv6: "2001:DB8:0::1/32" }] },
      { IpProtocol: "58", FromPort: -1, ToPort: -1, Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
      { IpProtocol: "50", FromPort: 1, ToPort: 2, IpRanges: anywhere },
      { IpProtocol: "-1", FromPort: 1, ToPort: 2, IpRanges: anywhere },
    );
    assert.deepEqual(await texts(group), [
      "-1 -1--1 0.0.0.0/0",
      "50 -1--1 0.0.0.0/0",
      "icmpv6 -1--1 ::/0",
      "tcp 81-81 100.68.0.0/18",
      "tcp 82-82 2001:db8::/32",
    ]);
    await revoke(group, tcp(81, [{ CidrIp: "100.68.1.1/18" }]), { IpProtocol: "50", IpRanges: anywhere });
    assert.deepEqual(await texts(group), [
      "-1 -1--1 0.0.0.0/0",
      "icmpv6 -1--1 ::/0",
      "tcp 82-82 2001:db8::/32",
    ]);
  });

  it("answer an authorization with every rule that it made", async () => {
    const group = await makeGroup();
    const { SecurityGroupRules, Return } = await authorize(
      group,
      tcp(80, [{ CidrIp: "0.0.0.0/0" }, { CidrIp: "10.0.0.0/8" }]),
      tcp(443),
    );
    assert.equal(Return, true);
    assert.deepEqual(
      SecurityGroupRules!.map((rule) => [rule.GroupId, rule.GroupOwnerId, rule.FromPort, rule.CidrIpv4]),
      [
        [group, accountId, 80, "0.0.0.0/0"],
        [group, accountId, 80, "10.0.0.0/8"],
        [group, accountId, 443, "0.0.0.0/0"],
      ],
    );
    const ids = new Set((await rules(group)).values());
    assert.deepEqual(new Set(SecurityGroupRules!.map((rule) => rule.SecurityGroupRuleId)), ids);
  });

  it("take a request whole or not at all", async () => {
    const group = await makeGroup(tcp(80));
    assert.deepEqual(await refusal(authorize(group, tcp(443), { ...tcp(80), IpProtocol: "6" })), {
      code: "InvalidPermission.Duplicate",
      message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
      status: 400,
    });
    assert.deepEqual(await refusal(authorize(group, tcp(443), tcp(444), tcp(443))), {
      code: "InvalidParameterValue",
      message: "The same permission must not appear multiple times",
      status: 400,
    });
    assert.deepEqual(await refusal(revoke(group, tcp(80), tcp(999))), {
      code: "InvalidPermission.NotFound",
      message: "The specified rule does not exist in this security group.",
      status: 400,
    });
    assert.deepEqual(await texts(group), ["tcp 80-80 0.0.0.0/0"]);
  });

  it("return, in a default VPC, the permissions that weren't found, and revoke the others", async () => {
    const isDefault = { Name: "is-default", Values: ["true"] };
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [isDefault] }));
    const group = await makeGroupIn(Vpcs![0]!.VpcId!, tcp(80));
    const answer = await revoke(group, tcp(80), tcp(999));
    assert.equal(answer.Return, true);
    assert.deepEqual(answer.UnknownIpPermissions, [tcp(999)]);
    assert.deepEqual(await texts(group), []);
  });

  it("keep the ids of rules that a call doesn't touch", async () => {
    const group = await makeGroup(tcp(80), tcp(465));
    const before = (await rules(group)).get("tcp 80-80 0.0.0.0/0");
    await authorize(group, tcp(443), tcp(80, [{ CidrIp: "10.0.0.0/8" }]));
    const { RevokedSecurityGroupRules } = await revoke(group, tcp(465), tcp(80, [{ CidrIp: "10.0.0.0/8" }]));
    assert.deepEqual(RevokedSecurityGroupRules!.map((rule) => rule.FromPort).sort(), [465, 80]);
    assert.deepEqual(await texts(group), ["tcp 443-443 0.0.0.0/0", "tcp 80-80 0.0.0.0/0"]);
    assert.equal((await rules(group)).get("tcp 80-80 0.0.0.0/0"), before);
  });

  it("revoke a rule whatever its description, also one with a group as its source", async () => {
    const peer = await makeGroup();
    const pair = { GroupId: peer, UserId: accountId };
    const group = await makeGroup(tcp(80, [{ CidrIp: "0.0.0.0/0", Description: "web" }]), {
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      UserIdGroupPairs: [{ ...pair, Description: "peer" }],
    });
    const described = (await describeGroup(group)).IpPermissions!;
    await revoke(
      group,
      described.find((permission) => permission.FromPort === 22)!,
      tcp(80),
    );
    assert.deepEqual(await texts(group), []);
  });

  it("revoke by rule id, and refuse an id that isn't the group's", async () => {
    const group = await makeGroup(tcp(80), tcp(81));
    const id = (await rules(group)).get("tcp 80-80 0.0.0.0/0")!;
    const byId = (SecurityGroupRuleIds: string[]) =>
      ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: group, SecurityGroupRuleIds }));
    await byId([id]);
    assert.deepEqual(await texts(group), ["tcp 81-81 0.0.0.0/0"]);
    assert.equal((await refusal(byId([id]))).code, "InvalidSecurityGroupRuleId.NotFound");
  });

  it("refuse what can't be, and nothing of it stays", async () => {
    const group = await makeGroup();
    const wrong: [IpPermission, string][] = [
      [
        { IpProtocol: "tcp", IpRanges: anywhere },
        "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
      ],
      [{ ...tcp(100), ToPort: 90 }, "Invalid TCP/UDP port range (100:90)"],
      [{ ...tcp(100), ToPort: 70000 }, "TCP/UDP port (70000) out of range"],
      [{ ...tcp(100), IpProtocol: "foo" }, "Invalid value 'foo' for IP protocol. Unknown protocol."],
      [tcp(100, [{ CidrIp: "10.0.0.0/33" }]), "CIDR block 10.0.0.0/33 is malformed"],
      [tcp(100, [{ CidrIp: "::/0" }]), "CIDR block ::/0 is malformed"],
    ];
    for (const [permission, message] of wrong) {
      const seen = await refusal(authorize(group, tcp(1), permission));
      assert.deepEqual(seen, { code: "InvalidParameterValue", message, status: 400 });
    }
    const others: [IpPermission, string][] = [
      [{ IpProtocol: "tcp", FromPort: 1, ToPort: 1 }, "MissingParameter"],
      [
        { ...tcp(1), PrefixListIds: [{ PrefixListId: "pl-0123456789abcdef0" }] },
        "InvalidPrefixListID.NotFound",
      ],
      [{ ...tcp(1), UserIdGroupPairs: [{ GroupId: "sg-0123456789abcdef0" }] }, "InvalidGroup.NotFound"],
    ];
    for (const [permission, code] of others)
      assert.equal((await refusal(authorize(group, tcp(2), permission))).code, code);
    assert.equal((await refusal(authorize(group))).code, "MissingParameter");
    assert.deepEqual(await texts(group), []);
  });

  it("hold 60 rules and no more", async () => {
    const group = await makeGroup();
    const ranges = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ CidrIp: `10.0.0.${index}/32` }));
    const seen = await refusal(authorize(group, tcp(80, ranges(30)), tcp(443, ranges(31))));
    assert.equal(seen.code, "RulesPerSecurityGroupLimitExceeded");
    assert.deepEqual(await texts(group), []);
    await authorize(group, tcp(80, ranges(30)), tcp(443, ranges(30)));
    assert.equal((await texts(group)).length, 60);
    assert.equal((await refusal(authorize(group, tcp(465)))).code, "RulesPerSecurityGroupLimitExceeded");
  });

  it("aren't changed by a dry run", async () => {
    const group = await makeGroup(tcp(80));
    const dry = { GroupId: group, DryRun: true };
    const calls = [
      () => ec2.send(new AuthorizeSecurityGroupIngressCommand({ ...dry, IpPermissions: [tcp(443)] })),
      () => ec2.send(new RevokeSecurityGroupIngressCommand({ ...dry, IpPermissions: [tcp(80)] })),
    ];
    for (const call of calls) assert.equal((await refusal(call())).code, "DryRunOperation");
    assert.deepEqual(await texts(group), ["tcp 80-80 0.0.0.0/0"]);
  });

  it("describe a rule with its description, whatever the kind of its source", async () => {
    const group = await makeGroup();
    await authorize(
      group,
      tcp(80, [{ CidrIp: "0.0.0.0/0", Description: "web" }]),
      { ...tcp(443), IpRanges: undefined, Ipv6Ranges: [{ CidrIpv6: "::/0", Description: "web6" }] },
      {
        ...tcp(22),
        IpRanges: undefined,
        UserIdGroupPairs: [{ GroupId: group, Description: "peers" }],
      },
    );
    const Filters = [{ Name: "group-id", Values: [group] }];
    const { SecurityGroupRules } = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
    const inbound = SecurityGroupRules!.filter(({ IsEgress }) => !IsEgress);
    assert.deepEqual(
      inbound.map(({ FromPort, Description }) => [FromPort, Description]),
      [
        [80, "web"],
        [443, "web6"],
        [22, "peers"],
      ],
    );
  });

  it("take descriptions, by what a rule allows", async () => {
    const group = await makeGroup(tcp(80));
    const named = { ...tcp(80), IpProtocol: "6", IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "web" }] };
    await ec2.send(
      new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId: group, IpPermissions: [named] }),
    );
    const { IpPermissions } = await describeGroup(group);
    assert.deepEqual(IpPermissions![0]!.IpRanges, [{ CidrIp: "0.0.0.0/0", Description: "web" }]);
  });

  it("come with each VPC, open to their own members, and stay with it", async () => {
    const { SecurityGroups } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["default"] }] }),
    );
    assert.equal(SecurityGroups!.length, 2);
    for (const { GroupId, IpPermissions } of SecurityGroups!) {
      assert.deepEqual(IpPermissions, [
        {
          IpProtocol: "-1",
          IpRanges: [],
          Ipv6Ranges: [],
          PrefixListIds: [],
          UserIdGroupPairs: [{ GroupId, UserId: accountId }],
        },
      ]);
      const seen = await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId })));
      assert.deepEqual(seen, {
        code: "CannotDelete",
        message: `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
        status: 400,
      });
    }
  });

  it("stay as long as another group names them", async () => {
    const peer = await makeGroup();
    const pair = { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: peer }] };
    const group = await makeGroup(pair);
    const remove = () => ec2.send(new DeleteSecurityGroupCommand({ GroupId: peer }));
    assert.deepEqual(await refusal(remove()), {
      code: "DependencyViolation",
      message: `resource ${peer} has a dependent object`,
      status: 400,
    });
    await revoke(group, pair);
    await remove();
    assert.deepEqual(await refusal(describeGroup(peer)), {
      code: "InvalidGroup.NotFound",
      message: `The security group '${peer}' does not exist`,
      status: 400,
    });
  });

  it("are changed by several callers at once without losing a change", async () => {
    const group = await makeGroup();
    const ports = Array.from({ length: 12 }, (_, index) => 1000 + index);
    const calls = [...ports, ...ports].map((port) => authorize(group, tcp(port)));
    const results = await Promise.allSettled(calls);
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, ports.length);
    assert.equal((await texts(group)).length, ports.length);
  });
});
