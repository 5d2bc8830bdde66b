import assert from "node:assert/strict";
import {
  AuthorizeSecurityGroupEgressCommand,
  CreateManagedPrefixListCommand,
  DescribeSecurityGroupsCommand,
  ModifySecurityGroupRulesCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
  type EC2Client,
  type IpPermission,
  type SecurityGroupRuleRequest,
} from "@aws-sdk/client-ec2";
import { refusal, inTestAws } from "../gateway/testAws";
import { tcp, TestGroups } from "./testGroups";

const web = { IpProtocol: "tcp", FromPort: 80, ToPort: 80 };
const ipv6 = (port: number): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  Ipv6Ranges: [{ CidrIpv6: "::/0" }],
});

describe("rules that are changed in place", function () {
  this.timeout(120_000);
  let groups: TestGroups;
  let ec2: EC2Client;

  inTestAws(async (started) => {
    groups = await TestGroups.in(started);
    ec2 = groups.ec2;
  });

  /** Changes the rules with these texts, all in one request. */
  async function modify(GroupId: string, changes: Record<string, SecurityGroupRuleRequest>) {
    const ids = await groups.ids(GroupId);
    const SecurityGroupRules = Object.entries(changes).map(([text, SecurityGroupRule]) => ({
      SecurityGroupRuleId: ids.get(text) ?? text,
      SecurityGroupRule,
    }));
    return ec2.send(new ModifySecurityGroupRulesCommand({ GroupId, SecurityGroupRules }));
  }
  async function prefixList(MaxEntries = 1): Promise<string> {
    const list = { PrefixListName: "offices", MaxEntries, AddressFamily: "IPv4" };
    const { PrefixList } = await ec2.send(new CreateManagedPrefixListCommand(list));
    return PrefixList!.PrefixListId!;
  }

  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html: AWS canonicalizes IPv4 and IPv6 CIDRs. The
  // reference of ModifySecurityGroupRules doesn't repeat it. moto changes IPv4 blocks only, and as given:
  // https://github.com/getmoto/moto/issues/8917
  it("get what was asked for, canonical, whatever their kind of source, and keep their ids", async () => {
    const [one, other] = [await groups.make(), await groups.make()];
    const [list, otherList] = [await prefixList(), await prefixList()];
    const group = await groups.make(
      tcp(80),
      ipv6(80),
      { ...web, PrefixListIds: [{ PrefixListId: list }] },
      { ...web, UserIdGroupPairs: [{ GroupId: one }] },
    );
    const before = await groups.ids(group);
    const { Return } = await modify(group, {
      "tcp 80-80 0.0.0.0/0": { ...web, CidrIpv4: "198.51.100.77/24", Description: "office" },
      "tcp 80-80 ::/0": { IpProtocol: "-1", CidrIpv6: "2001:DB8::1/32" },
      [`tcp 80-80 ${list}`]: { IpProtocol: "50", PrefixListId: otherList, Description: "offices" },
      [`tcp 80-80 ${one}`]: { IpProtocol: "17", FromPort: 53, ToPort: 53, ReferencedGroupId: other },
    });
    assert.equal(Return, true);
    const after = await groups.ids(group);
    assert.deepEqual(
      [...after.keys()].sort(),
      [
        "-1 -1--1 2001:db8::/32",
        `50 -1--1 ${otherList}`,
        "tcp 80-80 198.51.100.0/24",
        `udp 53-53 ${other}`,
      ].sort(),
    );
    assert.deepEqual(new Set(after.values()), new Set(before.values()));
    const described = (await groups.rules(group)).map(({ Description }) => Description);
    assert.deepEqual(described, ["office", undefined, "offices", undefined]);
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [group] }));
    const lists = SecurityGroups![0]!.IpPermissions!.flatMap(({ PrefixListIds }) => PrefixListIds!);
    assert.deepEqual(lists, [{ PrefixListId: otherList, Description: "offices" }]);
  });

  it("are inbound or outbound", async () => {
    const GroupId = await groups.make(tcp(80));
    const { SecurityGroupRules } = await ec2.send(
      new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [tcp(25)] }),
    );
    const id = SecurityGroupRules![0]!.SecurityGroupRuleId!;
    // Equal to the inbound rule, which is no duplicate.
    await modify(GroupId, { [id]: { ...web, CidrIpv4: "0.0.0.0/0" } });
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    const outbound = SecurityGroups![0]!.IpPermissionsEgress!.map(({ FromPort }) => FromPort);
    assert.deepEqual(outbound, [undefined, 80]);
    assert.deepEqual(await groups.texts(GroupId), ["tcp 80-80 0.0.0.0/0"]);
  });

  it("may exchange what they permit in one request", async () => {
    const group = await groups.make(tcp(80), tcp(443));
    const before = await groups.ids(group);
    await modify(group, {
      "tcp 80-80 0.0.0.0/0": { ...web, FromPort: 443, ToPort: 443, CidrIpv4: "0.0.0.0/0" },
      "tcp 443-443 0.0.0.0/0": { ...web, CidrIpv4: "0.0.0.0/0" },
    });
    const after = await groups.ids(group);
    assert.equal(after.get("tcp 80-80 0.0.0.0/0"), before.get("tcp 443-443 0.0.0.0/0"));
    assert.equal(after.get("tcp 443-443 0.0.0.0/0"), before.get("tcp 80-80 0.0.0.0/0"));
  });

  it("stay as they are, all of a request's, where EC2 rejects one change", async () => {
    const group = await groups.make(tcp(80), tcp(443), tcp(8443));
    const [good, all] = [{ ...web, FromPort: 81, ToPort: 81, CidrIpv4: "0.0.0.0/0" }, "0.0.0.0/0"];
    const wrong: [change: SecurityGroupRuleRequest, code: string][] = [
      [{ ...web, CidrIpv6: "::/0" }, "InvalidParameterValue"],
      [{ ...web, ReferencedGroupId: group }, "InvalidParameterValue"],
      [{ ...web, FromPort: 8443, ToPort: 8443, CidrIpv4: all }, "InvalidPermission.Duplicate"],
      [{ ...web, FromPort: 81, ToPort: 81, CidrIpv4: all }, "InvalidPermission.Duplicate"],
      [{ ...web, FromPort: 90, CidrIpv4: all }, "InvalidParameterValue"],
      [{ ...web, ToPort: 70000, CidrIpv4: all }, "InvalidParameterValue"],
      [{ IpProtocol: "tcp", CidrIpv4: all }, "InvalidParameterValue"],
      [{ IpProtocol: "icmp", FromPort: 256, ToPort: -1, CidrIpv4: all }, "InvalidParameterValue"],
      [{ ...web, CidrIpv4: "300.0.0.0/8" }, "InvalidParameterValue"],
      [{ ...web, CidrIpv4: "10.0.0.1" }, "InvalidParameterValue"],
      [{ ...web, IpProtocol: "esp", CidrIpv4: all }, "InvalidParameterValue"],
      [{ FromPort: 80, ToPort: 80, CidrIpv4: all }, "InvalidParameterValue"],
      [{ ...web, CidrIpv4: all, Description: "Büro" }, "InvalidParameterValue"],
      [{ ...web, CidrIpv4: all, CidrIpv6: "::/0" }, "InvalidParameterCombination"],
      [web, "MissingParameter"],
    ];
    for (const [change, code] of wrong) {
      const call = modify(group, { "tcp 80-80 0.0.0.0/0": good, "tcp 443-443 0.0.0.0/0": change });
      assert.equal((await refusal(call)).code, code, JSON.stringify(change));
    }
    const unknown = "sgr-0123456789abcdef0";
    const ofUnknown = modify(group, { "tcp 80-80 0.0.0.0/0": good, [unknown]: good });
    assert.equal((await refusal(ofUnknown)).code, "InvalidSecurityGroupRuleId.NotFound");
    assert.deepEqual(await groups.texts(group), [
      "tcp 443-443 0.0.0.0/0",
      "tcp 80-80 0.0.0.0/0",
      "tcp 8443-8443 0.0.0.0/0",
    ]);
  });

  it("are rejected with the kind of source that they have", async () => {
    const group = await groups.make(tcp(80));
    const id = (await groups.ids(group)).get("tcp 80-80 0.0.0.0/0")!;
    assert.deepEqual(await refusal(modify(group, { [id]: { ...web, CidrIpv6: "::/0" } })), {
      code: "InvalidParameterValue",
      message: `Invalid rule type for security group rule '${id}'. You may not specify CidrIpv6 for an existing IPv4 CIDR rule.`,
      status: 400,
    });
  });

  it("aren't changed beyond the group's quota", async () => {
    const [small, large] = [await prefixList(1), await prefixList(61)];
    const group = await groups.make({ ...web, PrefixListIds: [{ PrefixListId: small }] });
    const call = modify(group, { [`tcp 80-80 ${small}`]: { ...web, PrefixListId: large } });
    assert.equal((await refusal(call)).code, "RulesPerSecurityGroupLimitExceeded");
    assert.deepEqual(await groups.texts(group), [`tcp 80-80 ${small}`]);
  });

  describe("in their descriptions", () => {
    const describeRules = (
      GroupId: string,
      named: Partial<UpdateSecurityGroupRuleDescriptionsIngressCommand["input"]>,
    ) => ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId, ...named }));
    const descriptions = async (group: string) =>
      (await groups.rules(group)).map(({ Description }) => Description);

    it("are named by what they permit or by id, whatever their kind of source", async () => {
      const PrefixListId = await prefixList();
      const group = await groups.make(ipv6(80), { ...web, PrefixListIds: [{ PrefixListId }] }, tcp(80));
      const IpPermissions = [
        { ...web, Ipv6Ranges: [{ CidrIpv6: "0::0/0", Description: "web6" }] },
        { ...web, PrefixListIds: [{ PrefixListId, Description: "offices" }] },
      ];
      const { Return } = await describeRules(group, { IpPermissions });
      assert.equal(Return, true);
      assert.deepEqual(await descriptions(group), ["web6", "offices", undefined]);
      const SecurityGroupRuleId = (await groups.ids(group)).get("tcp 80-80 0.0.0.0/0")!;
      const byId = { SecurityGroupRuleId, Description: "web" };
      await describeRules(group, { SecurityGroupRuleDescriptions: [byId] });
      assert.deepEqual(await descriptions(group), ["web6", "offices", "web"]);
    });

    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html: "You can
    // remove a description for a security group rule by omitting the description parameter in the request."
    it("lose them where none is given", async () => {
      const group = await groups.make(tcp(80, [{ CidrIp: "0.0.0.0/0", Description: "web" }]));
      await describeRules(group, { IpPermissions: [tcp(80)] });
      assert.deepEqual(await descriptions(group), [undefined]);
    });

    it("are all left alone where one doesn't exist or one description isn't valid", async () => {
      const group = await groups.make(tcp(80));
      const good = tcp(80, [{ CidrIp: "0.0.0.0/0", Description: "web" }]);
      const invalid = tcp(80, [{ CidrIp: "0.0.0.0/0", Description: "a -> b" }]);
      const missing = describeRules(group, { IpPermissions: [good, tcp(81)] });
      assert.equal((await refusal(missing)).code, "InvalidPermission.NotFound");
      const malformed = await refusal(describeRules(group, { IpPermissions: [invalid] }));
      assert.deepEqual(malformed, {
        code: "InvalidParameterValue",
        message:
          "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  " +
          "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
        status: 400,
      });
      assert.equal((await refusal(describeRules(group, {}))).code, "MissingParameter");
      assert.deepEqual(await descriptions(group), [undefined]);
    });
  });
});
