import assert from "node:assert/strict";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  RevokeSecurityGroupIngressCommand,
  type EC2Client,
  type IpPermission,
} from "@aws-sdk/client-ec2";
import { accountId, refusal, inTestAws } from "../gateway/testAws";
import { anywhere, tcp, TestGroups } from "./testGroups";

const ssh = { IpProtocol: "tcp", FromPort: 22, ToPort: 22 };

describe("rules that are authorized", function () {
  this.timeout(120_000);
  let groups: TestGroups;
  let ec2: EC2Client;

  inTestAws(async (started) => {
    groups = await TestGroups.in(started);
    ec2 = groups.ec2;
  });

  const ipv4 = (count: number): IpPermission =>
    tcp(
      22,
      Array.from({ length: count }, (_, index) => ({ CidrIp: `10.0.${index}.0/24` })),
    );
  const ipv6 = (count: number): IpPermission => ({
    ...ssh,
    Ipv6Ranges: Array.from({ length: count }, (_, index) => ({
      CidrIpv6: `2001:db8:${(index + 1).toString(16)}::/48`,
    })),
  });

  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html: "enforced separately for IPv4 rules and IPv6 rules"
  it("are 60 of IPv4 and 60 of IPv6; a group counts in both, a prefix list with its most entries", async () => {
    const full = "RulesPerSecurityGroupLimitExceeded";
    const both = await groups.make(ipv4(60), ipv6(60));
    assert.equal((await groups.texts(both)).length, 120);
    for (const more of [
      { ...tcp(23) },
      { ...ssh, Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
      { ...ssh, UserIdGroupPairs: [{ GroupId: both }] },
    ]) {
      assert.equal((await refusal(groups.authorize(both, more))).code, full);
    }
    assert.equal((await groups.texts(both)).length, 120);

    const list = { PrefixListName: "offices", MaxEntries: 5, AddressFamily: "IPv4" };
    const { PrefixList } = await ec2.send(new CreateManagedPrefixListCommand(list));
    const PrefixListIds = [{ PrefixListId: PrefixList!.PrefixListId }];
    const group = await groups.make(ipv4(56));
    assert.equal((await refusal(groups.authorize(group, { ...ssh, PrefixListIds }))).code, full);
    assert.equal((await groups.texts(group)).length, 56);
    await groups.authorize(await groups.make(ipv4(55)), { ...ssh, PrefixListIds });
  });

  it("name sources that exist, else none is made", async () => {
    const { Vpcs } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
    );
    const elsewhere = await groups.makeIn(Vpcs![0]!.VpcId!);
    const group = await groups.make();
    const pair = (GroupId: string, UserId?: string) => ({ ...ssh, UserIdGroupPairs: [{ GroupId, UserId }] });
    const list = (PrefixListId: string) => ({ ...ssh, PrefixListIds: [{ PrefixListId }] });
    const sources: [IpPermission, code: string, message: string][] = [
      [
        pair("sg-0123456789abcdef0"),
        "InvalidGroup.NotFound",
        "The security group 'sg-0123456789abcdef0' does not exist",
      ],
      [pair(group, "111122223333"), "InvalidGroup.NotFound", `The security group '${group}' does not exist`],
      // https://github.com/ansible/ansible/issues/45782
      [
        pair(elsewhere),
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.",
      ],
      // https://github.com/hashicorp/terraform-provider-aws/issues/2375
      [pair("sg-zzz"), "InvalidGroupId.Malformed", 'Invalid id: "sg-zzz"'],
      // https://github.com/genevieve/leftovers/issues/7
      [pair("web"), "InvalidGroupId.Malformed", 'Invalid id: "web" (expecting "sg-...")'],
      [
        list("pl-0123456789abcdef0"),
        "InvalidPrefixListID.NotFound",
        "The prefix list ID 'pl-0123456789abcdef0' does not exist",
      ],
      [list("pl-zzz"), "InvalidPrefixListId.Malformed", 'Invalid id: "pl-zzz"'],
    ];
    for (const [permission, code, message] of sources) {
      const seen = await refusal(groups.authorize(group, tcp(80), permission));
      assert.deepEqual(seen, { code, message, status: 400 });
    }
    assert.deepEqual(await groups.texts(group), []);
  });

  // https://github.com/aws-cloudformation/cfn-lint/issues/173
  it("have descriptions of up to 255 characters that EC2 knows", async () => {
    const group = await groups.make();
    const described = (port: number, Description: string) =>
      groups.authorize(group, tcp(port, [{ CidrIp: "0.0.0.0/0", Description }]));
    await described(80, "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    await described(81, "a".repeat(255));
    await described(82, "");
    for (const description of ["Büro", "a -> b", "it's", "a".repeat(256), "two\nlines"]) {
      const { code, message } = await refusal(described(90, description));
      assert.equal(code, "InvalidParameterValue");
      assert.match(message, /^Invalid rule description\. Valid descriptions are strings less than 256 /);
    }
    assert.deepEqual(await groups.texts(group), [
      "tcp 80-80 0.0.0.0/0",
      "tcp 81-81 0.0.0.0/0",
      "tcp 82-82 0.0.0.0/0",
    ]);
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html: CidrIp, and
  // SourceSecurityGroupName: "The rule grants full ICMP, UDP, and TCP access."
  it("are given in the request itself, without a list", async () => {
    const flat = { IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: "203.0.113.9/24" };
    const send = (rule: object, GroupName = "web") =>
      ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupName, ...rule }));
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "web", Description: "web" }),
    );
    await send(flat);
    await send({ SourceSecurityGroupName: "web", SourceSecurityGroupOwnerId: accountId });
    const all = ["icmp -1--1", "tcp 0-65535", "udp 0-65535"].map((text) => `${text} ${GroupId}`);
    assert.deepEqual(await groups.texts(GroupId!), [...all, "tcp 80-80 203.0.113.0/24"].sort());
    await ec2.send(
      new RevokeSecurityGroupIngressCommand({ GroupName: "web", SourceSecurityGroupName: "web" }),
    );
    assert.deepEqual(await groups.texts(GroupId!), ["tcp 80-80 203.0.113.0/24"]);

    const wrong: [rule: object, code: string][] = [
      [{ ...flat, CidrIp: "::/0" }, "InvalidParameterValue"],
      [{ ...flat, CidrIp: undefined }, "MissingParameter"],
      [{ ...flat, CidrIp: undefined, SourceSecurityGroupName: "web" }, "InvalidParameterCombination"],
      [{ ...flat, IpPermissions: [tcp(443)] }, "InvalidParameterCombination"],
      [{ SourceSecurityGroupName: "nowhere" }, "InvalidGroup.NotFound"],
    ];
    for (const [rule, code] of wrong) assert.equal((await refusal(send(rule))).code, code);
    const noGroup = await refusal(ec2.send(new AuthorizeSecurityGroupIngressCommand(flat)));
    assert.equal(noGroup.code, "MissingParameter");
    assert.deepEqual(await groups.texts(GroupId!), ["tcp 80-80 203.0.113.0/24"]);
  });

  it("are looked up in no group with a malformed id", async () => {
    const { code } = await refusal(groups.authorize("sg-1", tcp(80)));
    assert.equal(code, "InvalidGroupId.Malformed");
    const malformed = ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ["default"] }));
    assert.equal((await refusal(malformed)).code, "InvalidGroupId.Malformed");
    const SecurityGroupRuleIds = ["sgr-1"];
    const GroupId = await groups.make({ ...ssh, IpRanges: anywhere });
    const revoked = ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds }));
    assert.equal((await refusal(revoked)).code, "InvalidSecurityGroupRuleId.Malformed");
  });
});
