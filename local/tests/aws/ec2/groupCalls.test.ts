import assert from "node:assert/strict";
import {
  AuthorizeSecurityGroupEgressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  type CreateSecurityGroupCommandInput,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { refusal, inTestAws } from "../gateway/testAws";
import { TestGroups } from "./testGroups";

describe("a security group", function () {
  this.timeout(120_000);
  let groups: TestGroups;
  let ec2: EC2Client;

  inTestAws(async (started) => {
    groups = await TestGroups.in(started);
    ec2 = groups.ec2;
  });

  const create = (group: Partial<CreateSecurityGroupCommandInput>) => {
    const input = { GroupName: "web", Description: "web", VpcId: groups.vpcId, ...group };
    return ec2.send(new CreateSecurityGroupCommand(input));
  };
  const names = async () => {
    const Filters = [{ Name: "vpc-id", Values: [groups.vpcId] }];
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    return SecurityGroups!.map(({ GroupName }) => GroupName).sort();
  };

  const characters = "from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";
  for (const [what, group, code, message] of [
    [
      "without a name",
      { GroupName: "" },
      "MissingParameter",
      "The request must contain the parameter GroupName",
    ],
    [
      "without a description",
      { Description: "" },
      "MissingParameter",
      "The request must contain the parameter GroupDescription",
    ],
    // https://github.com/pulumi/pulumi-awsx/issues/328
    [
      "with a name like an id",
      { GroupName: "sg-web" },
      "InvalidParameterValue",
      "Value (sg-web) for parameter GroupName is invalid. Group names may not be in the format sg-*.",
    ],
    [
      "with the default group's name",
      { GroupName: "default" },
      "InvalidParameterValue",
      "Cannot use reserved security group name: default",
    ],
    // https://github.com/hashicorp/terraform-provider-aws/pull/43854
    [
      "with a description beyond ASCII",
      { Description: "Büro" },
      "InvalidParameterValue",
      "Value (Büro) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.",
    ],
    // https://github.com/cds-snc/notification-terraform/pull/561
    [
      "with other characters in its description",
      { Description: "it's" },
      "InvalidParameterValue",
      `Invalid security group description. Valid descriptions are strings less than 256 characters ${characters}`,
    ],
    [
      "with a longer name",
      { GroupName: "a".repeat(256) },
      "InvalidParameterValue",
      `Invalid security group name. Valid names are non-empty strings less than 256 characters ${characters}`,
    ],
    [
      "in a VPC that doesn't exist",
      { VpcId: "vpc-0123456789abcdef0" },
      "InvalidVpcID.NotFound",
      "The vpc ID 'vpc-0123456789abcdef0' does not exist",
    ],
    ["in what is no VPC", { VpcId: "vpc-1" }, "InvalidVpcID.Malformed", 'Invalid id: "vpc-1"'],
  ] as const) {
    it(`isn't created ${what}`, async () => {
      const before = await names();
      assert.deepEqual(await refusal(create(group)), { code, message, status: 400 });
      assert.deepEqual(await names(), before);
    });
  }

  it("has a name that is unique in its VPC, without the spaces around it", async () => {
    const tags = [{ Key: "Name", Value: "Shop" }];
    await create({
      GroupName: " shop ",
      TagSpecifications: [{ ResourceType: "security-group", Tags: tags }],
    });
    const { SecurityGroups } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["shop"] }] }),
    );
    assert.deepEqual(SecurityGroups![0]!.Tags, tags);
    assert.deepEqual(await refusal(create({ GroupName: "shop" })), {
      code: "InvalidGroup.Duplicate",
      message: `The security group 'shop' already exists for VPC '${groups.vpcId}'`,
      status: 400,
    });
    await create({ GroupName: "shop", VpcId: undefined });
  });

  it("stays while another's outbound rule names it, not while its own does", async () => {
    const [peer, group] = [await groups.make(), await groups.make()];
    const pair = { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: peer }] };
    await groups.authorize(peer, pair);
    const named = { GroupId: group, IpPermissions: [pair] };
    await ec2.send(new AuthorizeSecurityGroupEgressCommand(named));
    const remove = () => ec2.send(new DeleteSecurityGroupCommand({ GroupId: peer }));
    assert.deepEqual(await refusal(remove()), {
      code: "DependencyViolation",
      message: `resource ${peer} has a dependent object`,
      status: 400,
    });
    await ec2.send(new RevokeSecurityGroupEgressCommand(named));
    await remove();
  });

  it("is deleted by name in the default VPC only", async () => {
    const GroupName = "twice";
    const { GroupId } = await create({ GroupName });
    const byName = () => ec2.send(new DeleteSecurityGroupCommand({ GroupName }));
    assert.equal((await refusal(byName())).code, "InvalidGroup.NotFound");
    await create({ GroupName, VpcId: undefined });
    await byName();
    const kept = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId!] }));
    assert.equal(kept.SecurityGroups!.length, 1);
    assert.equal((await refusal(byName())).code, "InvalidGroup.NotFound");
    const unnamed = await refusal(ec2.send(new DeleteSecurityGroupCommand({})));
    assert.equal(unnamed.code, "MissingParameter");
  });
});
