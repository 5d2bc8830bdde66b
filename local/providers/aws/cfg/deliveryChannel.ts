import type { MaximumExecutionFrequency } from "@aws-sdk/client-config-service";
import type { DeliveryChannel, DeliveryChannelArgs } from "@pulumi/aws/cfg/deliveryChannel";
import { object, text } from "../../properties/property";
import { resourceType, type InputsOf } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";
import { frequencies } from "./frequencies";

export default resourceType<DeliveryChannelArgs, DeliveryChannel>({
  token: "aws:cfg/deliveryChannel:DeliveryChannel",
  properties: {
    name: text({ replaces: true }),
    region: text({ computed: true, replaces: true }),
    s3BucketName: text({ required: true }),
    s3KeyPrefix: text(),
    s3KmsKeyArn: text(),
    snapshotDeliveryProperties: object({ deliveryFrequency: text({ oneOf: frequencies }) }),
    snsTopicArn: text(),
  },
  autoName: { property: "name", maximum: 256 },
  gone: ["NoSuchDeliveryChannelException"],

  async create(inputs, aws) {
    await write(inputs, aws);
    return inputs.name ?? "";
  },

  async read(id, aws) {
    const { DeliveryChannels } = await (
      await aws.config()
    ).describeDeliveryChannels({ DeliveryChannelNames: [id] });
    const channel = DeliveryChannels?.[0];
    if (!channel) return undefined;
    const deliveryFrequency = channel.configSnapshotDeliveryProperties?.deliveryFrequency;
    return {
      name: channel.name,
      s3BucketName: channel.s3BucketName,
      s3KeyPrefix: channel.s3KeyPrefix,
      s3KmsKeyArn: channel.s3KmsKeyArn,
      snapshotDeliveryProperties: deliveryFrequency === undefined ? undefined : { deliveryFrequency },
      snsTopicArn: channel.snsTopicARN,
    };
  },

  async update(_, { news }, aws) {
    await write(news, aws);
  },

  async delete(id, _, aws) {
    await (await aws.config()).deleteDeliveryChannel({ DeliveryChannelName: id });
  },
});

async function write(inputs: InputsOf<DeliveryChannelArgs, DeliveryChannel>, aws: AwsAccount): Promise<void> {
  const deliveryFrequency = inputs.snapshotDeliveryProperties?.deliveryFrequency;
  await (
    await aws.config()
  ).putDeliveryChannel({
    DeliveryChannel: {
      name: inputs.name,
      s3BucketName: inputs.s3BucketName,
      s3KeyPrefix: inputs.s3KeyPrefix,
      s3KmsKeyArn: inputs.s3KmsKeyArn,
      snsTopicARN: inputs.snsTopicArn,
      configSnapshotDeliveryProperties:
        deliveryFrequency === undefined
          ? undefined
          : { deliveryFrequency: deliveryFrequency as MaximumExecutionFrequency },
    },
  });
}
