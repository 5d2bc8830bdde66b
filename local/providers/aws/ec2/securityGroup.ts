import type { SecurityGroup, SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import { matching } from "../../properties/faults";
import { flag, output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags } from "../resource/tags";
import { ec2Tags, tagSpecifications } from "./ec2Tags";
import { groupedRules, rulesProperty, singleRules, without, type GroupRule } from "./groupRules";
import { revokeRulesNaming } from "./rulesNaming";
import { fromPermissions, toPermissions } from "./rulePermissions";

/** In-line rules are absolute, as in the released provider; a group without `egress` allows nothing out. */
export default resourceType<SecurityGroupArgs, SecurityGroup>({
  token: "aws:ec2/securityGroup:SecurityGroup",
  properties: {
    description: text({
      default: "Managed by Pulumi",
      replaces: true,
      fault: matching(
        /^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]{0,255}$/,
        "at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
      ),
    }),
    egress: rulesProperty(),
    ingress: rulesProperty(),
    name: text({
      replaces: true,
      fault: matching(/^(?!sg-).{1,255}$/i, 'at most 255 characters that don\'t begin with "sg-"'),
    }),
    revokeRulesOnDelete: flag({ default: false, unread: true }),
    vpcId: text({ computed: true, replaces: true }),
    arn: output(),
    ownerId: output(),
  },
  autoName: { property: "name", maximum: 255 },
  tags: ec2Tags,
  gone: ["InvalidGroup.NotFound", "InvalidGroupId.Malformed"],

  async create(inputs, aws) {
    const { GroupId } = await aws.ec2.createSecurityGroup({
      GroupName: inputs.name,
      Description: inputs.description,
      VpcId: inputs.vpcId,
      TagSpecifications: tagSpecifications("security-group", inputs.tags, aws),
    });
    return GroupId ?? "";
  },

  async complete(id, inputs, aws) {
    const { SecurityGroups } = await aws.ec2.describeSecurityGroups({ GroupIds: [id] });
    // EC2 allows everything out of a new group; the program's `egress` alone decides.
    const egress = SecurityGroups?.[0]?.IpPermissionsEgress ?? [];
    if (egress.length > 0) await aws.ec2.revokeSecurityGroupEgress({ GroupId: id, IpPermissions: egress });
    await writeIngress(id, [], inputs.ingress, aws);
    await writeEgress(id, [], inputs.egress, aws);
  },

  async read(id, aws, known) {
    const { SecurityGroups } = await aws.ec2.describeSecurityGroups({ GroupIds: [id] });
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
    // From the state, not from what EC2 has now: a rule from outside is revoked only after a refresh shows it.
    if (has("ingress")) await writeIngress(id, olds.ingress, news.ingress, aws);
    if (has("egress")) await writeEgress(id, olds.egress, news.egress, aws);
  },

  async delete(id, { revokeRulesOnDelete }, aws) {
    if (revokeRulesOnDelete) await revokeRulesNaming(id, aws);
    await aws.ec2.deleteSecurityGroup({ GroupId: id });
  },
});

type Rules = readonly GroupRule[] | undefined;

function permissionChange(GroupId: string, old: Rules, wanted: Rules) {
  const [before, after] = [singleRules(old), singleRules(wanted)];
  return {
    revoke: { GroupId, IpPermissions: toPermissions(without(before, after), GroupId) },
    authorize: { GroupId, IpPermissions: toPermissions(without(after, before), GroupId) },
  };
}

async function writeIngress(id: string, old: Rules, wanted: Rules, { ec2 }: AwsAccount): Promise<void> {
  const { revoke, authorize } = permissionChange(id, old, wanted);
  if (revoke.IpPermissions.length > 0) await ec2.revokeSecurityGroupIngress(revoke);
  if (authorize.IpPermissions.length > 0) await ec2.authorizeSecurityGroupIngress(authorize);
}

async function writeEgress(id: string, old: Rules, wanted: Rules, { ec2 }: AwsAccount): Promise<void> {
  const { revoke, authorize } = permissionChange(id, old, wanted);
  if (revoke.IpPermissions.length > 0) await ec2.revokeSecurityGroupEgress(revoke);
  if (authorize.IpPermissions.length > 0) await ec2.authorizeSecurityGroupEgress(authorize);
}
