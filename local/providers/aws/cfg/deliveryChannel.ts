import type { MaximumExecutionFrequency } from "@aws-sdk/client-config-service";
import type { DeliveryChannel, DeliveryChannelArgs } from "@pulumi/aws/cfg/deliveryChannel";
import { object, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { createdAndUpdatedBy, resourceType, type InputsOf } from "../resource/resourceType";
import { frequencies } from "./frequencies";

export default resourceType<DeliveryChannelArgs, DeliveryChannel>({
  token: "aws:cfg/deliveryChannel:DeliveryChannel",
  properties: {
    name: text({ replaces: true }),
    s3BucketName: text({ required: true }),
    s3KeyPrefix: text(),
    snapshotDeliveryProperties: object({ deliveryFrequency: text({ oneOf: frequencies }) }),
    snsTopicArn: text(),
  },
  autoName: { property: "name", maximum: 256 },
  gone: ["NoSuchDeliveryChannelException"],

  ...createdAndUpdatedBy(put),

  async read(id, aws) {
    const { DeliveryChannels } = await aws.config.describeDeliveryChannels({ DeliveryChannelNames: [id] });
    const channel = DeliveryChannels?.[0];
    const deliveryFrequency = channel?.configSnapshotDeliveryProperties?.deliveryFrequency;
    return (
      channel && {
        name: channel.name,
        s3BucketName: channel.s3BucketName,
        s3KeyPrefix: channel.s3KeyPrefix,
        snapshotDeliveryProperties: deliveryFrequency && { deliveryFrequency },
        snsTopicArn: channel.snsTopicARN,
      }
    );
  },

  async delete(id, _, aws) {
    await aws.config.deleteDeliveryChannel({ DeliveryChannelName: id });
  },
});

async function put(inputs: InputsOf<DeliveryChannelArgs, DeliveryChannel>, aws: AwsAccount): Promise<string> {
  const deliveryFrequency = inputs.snapshotDeliveryProperties?.deliveryFrequency as MaximumExecutionFrequency;
  await aws.config.putDeliveryChannel({
    DeliveryChannel: {
      name: inputs.name,
      s3BucketName: inputs.s3BucketName,
      s3KeyPrefix: inputs.s3KeyPrefix,
      snsTopicARN: inputs.snsTopicArn,
      configSnapshotDeliveryProperties: deliveryFrequency && { deliveryFrequency },
    },
  });
  return inputs.name ?? "";
}
