import type { Subnet, SubnetArgs } from "@pulumi/aws/ec2/subnet";
import { onlyOffered } from "../../properties/faults";
import { flag, output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags } from "../resource/tags";
import { ec2Tags, tagSpecifications } from "./ec2Tags";

export default resourceType<SubnetArgs, Subnet>({
  token: "aws:ec2/subnet:Subnet",
  properties: {
    // awsx always sets it.
    assignIpv6AddressOnCreation: flag({ default: false, fault: onlyOffered(false) }),
    availabilityZone: text({ computed: true, replaces: true }),
    cidrBlock: text({ required: true, replaces: true }),
    mapPublicIpOnLaunch: flag({ default: false }),
    vpcId: text({ required: true, replaces: true }),
    arn: output(),
    availabilityZoneId: output(),
    ownerId: output(),
  },
  tags: ec2Tags,
  gone: ["InvalidSubnetID.NotFound"],

  async create(inputs, aws) {
    const { Subnet } = await aws.ec2.createSubnet({
      VpcId: inputs.vpcId,
      CidrBlock: inputs.cidrBlock,
      AvailabilityZone: inputs.availabilityZone,
      TagSpecifications: tagSpecifications("subnet", inputs.tags, aws),
    });
    return Subnet?.SubnetId ?? "";
  },

  async complete(id, { mapPublicIpOnLaunch }, aws) {
    if (mapPublicIpOnLaunch) await setPublicIp(id, true, aws);
  },

  async read(id, aws) {
    const { Subnets } = await aws.ec2.describeSubnets({ SubnetIds: [id] });
    const subnet = Subnets?.[0];
    return (
      subnet && {
        arn: subnet.SubnetArn ?? aws.arn("ec2", subnet.OwnerId ?? "", `subnet/${id}`),
        assignIpv6AddressOnCreation: subnet.AssignIpv6AddressOnCreation ?? false,
        availabilityZone: subnet.AvailabilityZone,
        availabilityZoneId: subnet.AvailabilityZoneId,
        cidrBlock: subnet.CidrBlock,
        mapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch ?? false,
        ownerId: subnet.OwnerId,
        vpcId: subnet.VpcId,
        tagsAll: fromAwsTags(subnet.Tags),
      }
    );
  },

  async update(id, { news }, aws) {
    await setPublicIp(id, news.mapPublicIpOnLaunch ?? false, aws);
  },

  async delete(id, _, aws) {
    await aws.ec2.deleteSubnet({ SubnetId: id });
  },
});

async function setPublicIp(SubnetId: string, Value: boolean, aws: AwsAccount): Promise<void> {
  await aws.ec2.modifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch: { Value } });
}
