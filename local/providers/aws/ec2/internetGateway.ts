import type { InternetGateway, InternetGatewayArgs } from "@pulumi/aws/ec2/internetGateway";
import { output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, tagged } from "../resource/tags";
import { retag, tagSpecifications } from "./ec2Tags";

export default resourceType<InternetGatewayArgs, InternetGateway>({
  token: "aws:ec2/internetGateway:InternetGateway",
  properties: {
    region: text({ computed: true, replaces: true }),
    vpcId: text({ computed: true }),
    ...tagged,
    arn: output(),
    ownerId: output(),
  },
  gone: ["InvalidInternetGatewayID.NotFound"],

  async create(inputs, aws) {
    const ec2 = await aws.ec2();
    const { InternetGateway } = await ec2.createInternetGateway({
      TagSpecifications: tagSpecifications("internet-gateway", inputs.tags, aws),
    });
    return InternetGateway?.InternetGatewayId ?? "";
  },

  async complete(id, inputs, aws) {
    if (!inputs.vpcId) return;
    await (await aws.ec2()).attachInternetGateway({ InternetGatewayId: id, VpcId: inputs.vpcId });
  },

  async read(id, aws) {
    const ec2 = await aws.ec2();
    const { InternetGateways } = await ec2.describeInternetGateways({ InternetGatewayIds: [id] });
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

  async update(id, { olds, news, has }, aws) {
    const ec2 = await aws.ec2();
    if (has("vpcId")) {
      if (olds.vpcId) await ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: olds.vpcId });
      if (news.vpcId) await ec2.attachInternetGateway({ InternetGatewayId: id, VpcId: news.vpcId });
    }
    if (has("tags")) await retag(id, olds.tagsAll, news.tags, aws);
  },

  async delete(id, state, aws) {
    const ec2 = await aws.ec2();
    if (state.vpcId) {
      try {
        await ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: state.vpcId });
      } catch (error) {
        // Somebody else detached it already.
        if (!(error instanceof Error && error.name === "Gateway.NotAttached")) throw error;
      }
    }
    await ec2.deleteInternetGateway({ InternetGatewayId: id });
  },
});
