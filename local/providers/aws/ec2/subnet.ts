import type { Subnet, SubnetArgs } from "@pulumi/aws/ec2/subnet";
import { flag, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, tagged } from "../resource/tags";
import { retag, tagSpecifications } from "./ec2Tags";

export default resourceType<SubnetArgs, Subnet>({
  token: "aws:ec2/subnet:Subnet",
  properties: {
    assignIpv6AddressOnCreation: flag({ default: false }),
    availabilityZone: text({ computed: true, replaces: true }),
    availabilityZoneId: text({ computed: true, replaces: true }),
    cidrBlock: text({ computed: true, replaces: true }),
    mapPublicIpOnLaunch: flag({ default: false }),
    region: text({ computed: true, replaces: true }),
    vpcId: text({ required: true, replaces: true }),
    ...tagged,
    arn: output(),
    ipv6CidrBlock: output(),
    ipv6CidrBlockAssociationId: output(),
    ownerId: output(),
  },
  gone: ["InvalidSubnetID.NotFound"],

  async create(inputs, aws) {
    const { Subnet } = await (
      await aws.ec2()
    ).createSubnet({
      VpcId: inputs.vpcId,
      CidrBlock: inputs.cidrBlock,
      AvailabilityZone: inputs.availabilityZone,
      AvailabilityZoneId: inputs.availabilityZoneId,
      TagSpecifications: tagSpecifications("subnet", inputs.tags, aws),
    });
    return Subnet?.SubnetId ?? "";
  },

  async complete(id, inputs, aws) {
    const ec2 = await aws.ec2();
    // EC2 takes one attribute a call.
    if (inputs.mapPublicIpOnLaunch) {
      await ec2.modifySubnetAttribute({ SubnetId: id, MapPublicIpOnLaunch: { Value: true } });
    }
    if (inputs.assignIpv6AddressOnCreation) {
      await ec2.modifySubnetAttribute({ SubnetId: id, AssignIpv6AddressOnCreation: { Value: true } });
    }
  },

  async read(id, aws) {
    const { Subnets } = await (await aws.ec2()).describeSubnets({ SubnetIds: [id] });
    const subnet = Subnets?.[0];
    if (!subnet) return undefined;
    const ipv6 = subnet.Ipv6CidrBlockAssociationSet?.[0];
    return {
      arn: subnet.SubnetArn ?? aws.arn("ec2", subnet.OwnerId ?? "", `subnet/${id}`),
      assignIpv6AddressOnCreation: subnet.AssignIpv6AddressOnCreation ?? false,
      availabilityZone: subnet.AvailabilityZone,
      availabilityZoneId: subnet.AvailabilityZoneId,
      cidrBlock: subnet.CidrBlock,
      ipv6CidrBlock: ipv6?.Ipv6CidrBlock ?? "",
      ipv6CidrBlockAssociationId: ipv6?.AssociationId ?? "",
      mapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch ?? false,
      ownerId: subnet.OwnerId,
      vpcId: subnet.VpcId,
      tagsAll: fromAwsTags(subnet.Tags),
    };
  },

  async update(id, { olds, news, has }, aws) {
    const ec2 = await aws.ec2();
    if (has("mapPublicIpOnLaunch")) {
      const Value = news.mapPublicIpOnLaunch ?? false;
      await ec2.modifySubnetAttribute({ SubnetId: id, MapPublicIpOnLaunch: { Value } });
    }
    if (has("assignIpv6AddressOnCreation")) {
      const Value = news.assignIpv6AddressOnCreation ?? false;
      await ec2.modifySubnetAttribute({ SubnetId: id, AssignIpv6AddressOnCreation: { Value } });
    }
    if (has("tags")) await retag(id, olds.tagsAll, news.tags, aws);
  },

  async delete(id, _, aws) {
    await (await aws.ec2()).deleteSubnet({ SubnetId: id });
  },
});
