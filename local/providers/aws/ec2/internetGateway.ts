import type { InternetGateway, InternetGatewayArgs } from "@pulumi/aws/ec2/internetGateway";
import { output, text } from "../../properties/property";
import { isGone } from "../account/awsError";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags } from "../resource/tags";
import { ec2Tags, tagSpecifications } from "./ec2Tags";

export default resourceType<InternetGatewayArgs, InternetGateway>({
  token: "aws:ec2/internetGateway:InternetGateway",
  properties: {
    vpcId: text({ computed: true }),
    arn: output(),
    ownerId: output(),
  },
  tags: ec2Tags,
  gone: ["InvalidInternetGatewayID.NotFound"],

  async create(inputs, aws) {
    const { InternetGateway } = await aws.ec2.createInternetGateway({
      TagSpecifications: tagSpecifications("internet-gateway", inputs.tags, aws),
    });
    return InternetGateway?.InternetGatewayId ?? "";
  },

  async complete(id, inputs, aws) {
    if (inputs.vpcId) await aws.ec2.attachInternetGateway({ InternetGatewayId: id, VpcId: inputs.vpcId });
  },

  async read(id, aws) {
    const { InternetGateways } = await aws.ec2.describeInternetGateways({ InternetGatewayIds: [id] });
    const gateway = InternetGateways?.[0];
    if (!gateway) return undefined;
    const ownerId = gateway.OwnerId ?? (await aws.caller()).accountId;
    return {
      arn: aws.arn("ec2", ownerId, `internet-gateway/${id}`),
      ownerId,
      vpcId: gateway.Attachments?.[0]?.VpcId ?? "",
      tagsAll: fromAwsTags(gateway.Tags),
    };
  },

  async update(id, { olds, news }, aws) {
    if (olds.vpcId) await aws.ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: olds.vpcId });
    if (news.vpcId) await aws.ec2.attachInternetGateway({ InternetGatewayId: id, VpcId: news.vpcId });
  },

  async delete(id, { vpcId }, aws) {
    if (vpcId) {
      try {
        await aws.ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: vpcId });
      } catch (error) {
        // Detached already, by someone else.
        if (!isGone(error, ["Gateway.NotAttached"])) throw error;
      }
    }
    await aws.ec2.deleteInternetGateway({ InternetGatewayId: id });
  },
});
