import type { EC2 } from "@aws-sdk/client-ec2";
import type { Vpc, VpcArgs } from "@pulumi/aws/ec2/vpc";
import { flag, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, tagged } from "../resource/tags";
import { retag, tagSpecifications } from "./ec2Tags";

export default resourceType<VpcArgs, Vpc>({
  token: "aws:ec2/vpc:Vpc",
  properties: {
    cidrBlock: text({ computed: true, replaces: true }),
    enableDnsHostnames: flag({ computed: true }),
    enableDnsSupport: flag({ default: true }),
    enableNetworkAddressUsageMetrics: flag({ computed: true }),
    instanceTenancy: text({ default: "default", replaces: true, oneOf: ["default", "dedicated"] }),
    region: text({ computed: true, replaces: true }),
    ...tagged,
    arn: output(),
    defaultNetworkAclId: output(),
    defaultRouteTableId: output(),
    defaultSecurityGroupId: output(),
    dhcpOptionsId: output(),
    ipv6AssociationId: output(),
    ipv6CidrBlock: output(),
    mainRouteTableId: output(),
    ownerId: output(),
  },
  gone: ["InvalidVpcID.NotFound"],

  async create(inputs, aws) {
    const ec2 = await aws.ec2();
    const { Vpc } = await ec2.createVpc({
      CidrBlock: inputs.cidrBlock,
      InstanceTenancy: inputs.instanceTenancy as "default" | "dedicated",
      TagSpecifications: tagSpecifications("vpc", inputs.tags, aws),
    });
    return Vpc?.VpcId ?? "";
  },

  async complete(id, inputs, aws) {
    const ec2 = await aws.ec2();
    // EC2 takes one attribute a call; a new VPC has DNS support and nothing else.
    if (inputs.enableDnsSupport === false) await setDnsSupport(ec2, id, false);
    if (inputs.enableDnsHostnames) await setDnsHostnames(ec2, id, true);
    if (inputs.enableNetworkAddressUsageMetrics) await setUsageMetrics(ec2, id, true);
  },

  async read(id, aws) {
    const ec2 = await aws.ec2();
    const ofVpc = { Name: "vpc-id", Values: [id] };
    const [vpcs, support, hostnames, metrics, groups, tables, acls] = await Promise.all([
      ec2.describeVpcs({ VpcIds: [id] }),
      ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsSupport" }),
      ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsHostnames" }),
      ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableNetworkAddressUsageMetrics" }),
      ec2.describeSecurityGroups({ Filters: [ofVpc, { Name: "group-name", Values: ["default"] }] }),
      ec2.describeRouteTables({ Filters: [ofVpc, { Name: "association.main", Values: ["true"] }] }),
      ec2.describeNetworkAcls({ Filters: [ofVpc, { Name: "default", Values: ["true"] }] }),
    ]);
    const vpc = vpcs.Vpcs?.[0];
    if (!vpc) return undefined;
    const mainRouteTableId = tables.RouteTables?.[0]?.RouteTableId;
    const ipv6 = vpc.Ipv6CidrBlockAssociationSet?.[0];
    return {
      arn: aws.arn("ec2", vpc.OwnerId ?? "", `vpc/${id}`),
      cidrBlock: vpc.CidrBlock,
      defaultNetworkAclId: acls.NetworkAcls?.[0]?.NetworkAclId,
      defaultRouteTableId: mainRouteTableId,
      defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId,
      dhcpOptionsId: vpc.DhcpOptionsId,
      enableDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
      enableDnsSupport: support.EnableDnsSupport?.Value ?? false,
      enableNetworkAddressUsageMetrics: metrics.EnableNetworkAddressUsageMetrics?.Value ?? false,
      instanceTenancy: vpc.InstanceTenancy,
      ipv6AssociationId: ipv6?.AssociationId ?? "",
      ipv6CidrBlock: ipv6?.Ipv6CidrBlock ?? "",
      mainRouteTableId,
      ownerId: vpc.OwnerId,
      tagsAll: fromAwsTags(vpc.Tags),
    };
  },

  async update(id, { olds, news, has }, aws) {
    const ec2 = await aws.ec2();
    // Hostnames need support: switched on after it, and off before it.
    if (has("enableDnsHostnames") && !news.enableDnsHostnames) await setDnsHostnames(ec2, id, false);
    if (has("enableDnsSupport")) await setDnsSupport(ec2, id, news.enableDnsSupport ?? true);
    if (has("enableDnsHostnames") && news.enableDnsHostnames) await setDnsHostnames(ec2, id, true);
    if (has("enableNetworkAddressUsageMetrics")) {
      await setUsageMetrics(ec2, id, news.enableNetworkAddressUsageMetrics ?? false);
    }
    if (has("tags")) await retag(id, olds.tagsAll, news.tags, aws);
  },

  async delete(id, _, aws) {
    await (await aws.ec2()).deleteVpc({ VpcId: id });
  },
});

async function setDnsSupport(ec2: EC2, id: string, value: boolean): Promise<void> {
  await ec2.modifyVpcAttribute({ VpcId: id, EnableDnsSupport: { Value: value } });
}

async function setDnsHostnames(ec2: EC2, id: string, value: boolean): Promise<void> {
  await ec2.modifyVpcAttribute({ VpcId: id, EnableDnsHostnames: { Value: value } });
}

async function setUsageMetrics(ec2: EC2, id: string, value: boolean): Promise<void> {
  await ec2.modifyVpcAttribute({ VpcId: id, EnableNetworkAddressUsageMetrics: { Value: value } });
}
