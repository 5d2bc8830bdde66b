import type { Vpc, VpcArgs } from "@pulumi/aws/ec2/vpc";
import { flag, output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags } from "../resource/tags";
import { ec2Tags, tagSpecifications } from "./ec2Tags";

export default resourceType<VpcArgs, Vpc>({
  token: "aws:ec2/vpc:Vpc",
  properties: {
    cidrBlock: text({ required: true, replaces: true }),
    enableDnsHostnames: flag({ computed: true }),
    enableDnsSupport: flag({ default: true }),
    arn: output(),
    defaultNetworkAclId: output(),
    defaultRouteTableId: output(),
    defaultSecurityGroupId: output(),
    dhcpOptionsId: output(),
    mainRouteTableId: output(),
    ownerId: output(),
  },
  tags: ec2Tags,
  gone: ["InvalidVpcID.NotFound"],

  async create(inputs, aws) {
    const { Vpc } = await aws.ec2.createVpc({
      CidrBlock: inputs.cidrBlock,
      TagSpecifications: tagSpecifications("vpc", inputs.tags, aws),
    });
    return Vpc?.VpcId ?? "";
  },

  async complete(id, inputs, aws) {
    // A new VPC has DNS support, and no DNS hostnames.
    if (inputs.enableDnsSupport === false) await setDnsSupport(id, false, aws);
    if (inputs.enableDnsHostnames) await setDnsHostnames(id, true, aws);
  },

  async read(id, aws) {
    const { ec2 } = aws;
    const ofVpc = { Name: "vpc-id", Values: [id] };
    const [vpcs, support, hostnames, groups, tables, acls] = await Promise.all([
      ec2.describeVpcs({ VpcIds: [id] }),
      ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsSupport" }),
      ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsHostnames" }),
      ec2.describeSecurityGroups({ Filters: [ofVpc, { Name: "group-name", Values: ["default"] }] }),
      ec2.describeRouteTables({ Filters: [ofVpc, { Name: "association.main", Values: ["true"] }] }),
      ec2.describeNetworkAcls({ Filters: [ofVpc, { Name: "default", Values: ["true"] }] }),
    ]);
    const vpc = vpcs.Vpcs?.[0];
    const mainRouteTableId = tables.RouteTables?.[0]?.RouteTableId;
    return (
      vpc && {
        arn: aws.arn("ec2", vpc.OwnerId ?? "", `vpc/${id}`),
        cidrBlock: vpc.CidrBlock,
        defaultNetworkAclId: acls.NetworkAcls?.[0]?.NetworkAclId,
        defaultRouteTableId: mainRouteTableId,
        defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId,
        dhcpOptionsId: vpc.DhcpOptionsId,
        enableDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
        enableDnsSupport: support.EnableDnsSupport?.Value ?? false,
        mainRouteTableId,
        ownerId: vpc.OwnerId,
        tagsAll: fromAwsTags(vpc.Tags),
      }
    );
  },

  async update(id, { news, has }, aws) {
    // Hostnames need support: switched on after it, and off before it.
    if (has("enableDnsHostnames") && !news.enableDnsHostnames) await setDnsHostnames(id, false, aws);
    if (has("enableDnsSupport")) await setDnsSupport(id, news.enableDnsSupport ?? true, aws);
    if (has("enableDnsHostnames") && news.enableDnsHostnames) await setDnsHostnames(id, true, aws);
  },

  async delete(id, _, aws) {
    await aws.ec2.deleteVpc({ VpcId: id });
  },
});

// EC2 takes one attribute a call.

async function setDnsSupport(VpcId: string, Value: boolean, aws: AwsAccount): Promise<void> {
  await aws.ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport: { Value } });
}

async function setDnsHostnames(VpcId: string, Value: boolean, aws: AwsAccount): Promise<void> {
  await aws.ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value } });
}
