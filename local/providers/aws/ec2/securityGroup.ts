import type { EC2 } from "@aws-sdk/client-ec2";
import type { SecurityGroup, SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import { flag, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, tagged } from "../resource/tags";
import { retag, tagSpecifications } from "./ec2Tags";
import { groupedRules, rulesProperty, singleRules, without, type SingleRule } from "./groupRules";
import { fromPermissions, toPermissions } from "./rulePermissions";

/** In-line rules are absolute, as the released provider has them; a group without `egress` lets nothing out. */
export default resourceType<SecurityGroupArgs, SecurityGroup>({
  token: "aws:ec2/securityGroup:SecurityGroup",
  properties: {
    description: text({ default: "Managed by Pulumi", replaces: true, fault: descriptionFault }),
    egress: rulesProperty(),
    ingress: rulesProperty(),
    name: text({ replaces: true, fault: nameFault }),
    region: text({ computed: true, replaces: true }),
    revokeRulesOnDelete: flag({ default: false, unread: true }),
    vpcId: text({ computed: true, replaces: true }),
    ...tagged,
    arn: output(),
    ownerId: output(),
  },
  autoName: { property: "name", maximum: 255 },
  gone: ["InvalidGroup.NotFound", "InvalidGroupId.Malformed"],

  async create(inputs, aws) {
    const { GroupId } = await (
      await aws.ec2()
    ).createSecurityGroup({
      GroupName: inputs.name,
      Description: inputs.description,
      VpcId: inputs.vpcId,
      TagSpecifications: tagSpecifications("security-group", inputs.tags, aws),
    });
    return GroupId ?? "";
  },

  async complete(id, inputs, aws) {
    const ec2 = await aws.ec2();
    const { SecurityGroups } = await ec2.describeSecurityGroups({ GroupIds: [id] });
    // EC2 lets everything out of a new group; the program's `egress` alone decides.
    const egress = SecurityGroups?.[0]?.IpPermissionsEgress ?? [];
    if (egress.length > 0) await ec2.revokeSecurityGroupEgress({ GroupId: id, IpPermissions: egress });
    await writeIngress(ec2, id, [], singleRules(inputs.ingress));
    await writeEgress(ec2, id, [], singleRules(inputs.egress));
  },

  async read(id, aws, known) {
    const { SecurityGroups } = await (await aws.ec2()).describeSecurityGroups({ GroupIds: [id] });
    const group = SecurityGroups?.[0];
    if (!group) return undefined;
    const { OwnerId } = group;
    return {
      arn: group.SecurityGroupArn ?? aws.arn("ec2", OwnerId ?? "", `security-group/${id}`),
      description: group.Description,
      egress: groupedRules(fromPermissions(group.IpPermissionsEgress, id, OwnerId), known.egress),
      ingress: groupedRules(fromPermissions(group.IpPermissions, id, OwnerId), known.ingress),
      name: group.GroupName,
      ownerId: OwnerId,
      vpcId: group.VpcId ?? "",
      tagsAll: fromAwsTags(group.Tags),
    };
  },

  async update(id, { olds, news, has }, aws) {
    const ec2 = await aws.ec2();
    // From the state, not from what EC2 has now: a rule that came from outside goes only after a refresh shows it.
    if (has("ingress")) await writeIngress(ec2, id, singleRules(olds.ingress), singleRules(news.ingress));
    if (has("egress")) await writeEgress(ec2, id, singleRules(olds.egress), singleRules(news.egress));
    if (has("tags")) await retag(id, olds.tagsAll, news.tags, aws);
  },

  async delete(id, state, aws) {
    const ec2 = await aws.ec2();
    if (state.revokeRulesOnDelete) {
      const { SecurityGroups } = await ec2.describeSecurityGroups({ GroupIds: [id] });
      const { IpPermissions = [], IpPermissionsEgress = [] } = SecurityGroups?.[0] ?? {};
      if (IpPermissions.length > 0) await ec2.revokeSecurityGroupIngress({ GroupId: id, IpPermissions });
      if (IpPermissionsEgress.length > 0) {
        await ec2.revokeSecurityGroupEgress({ GroupId: id, IpPermissions: IpPermissionsEgress });
      }
    }
    await ec2.deleteSecurityGroup({ GroupId: id });
  },
});

type Rules = readonly SingleRule[];

async function writeIngress(ec2: EC2, GroupId: string, old: Rules, wanted: Rules): Promise<void> {
  const revoke = toPermissions(without(old, wanted), GroupId);
  const authorize = toPermissions(without(wanted, old), GroupId);
  if (revoke.length > 0) await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions: revoke });
  if (authorize.length > 0) await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: authorize });
}

async function writeEgress(ec2: EC2, GroupId: string, old: Rules, wanted: Rules): Promise<void> {
  const revoke = toPermissions(without(old, wanted), GroupId);
  const authorize = toPermissions(without(wanted, old), GroupId);
  if (revoke.length > 0) await ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions: revoke });
  if (authorize.length > 0) await ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions: authorize });
}

function nameFault(name: string): string | undefined {
  if (name.length > 255) return `at most 255 characters, came ${name.length}`;
  return /^sg-/i.test(name)
    ? `a group's name can't begin with "sg-", came ${JSON.stringify(name)}`
    : undefined;
}

/** EC2's own rule for descriptions of groups. */
function descriptionFault(description: string): string | undefined {
  if (description.length > 255) return `at most 255 characters, came ${description.length}`;
  return /^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]*$/.test(description)
    ? undefined
    : `letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* only, came ${JSON.stringify(description)}`;
}
