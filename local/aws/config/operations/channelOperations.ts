import type {
  DeleteDeliveryChannelRequest,
  DeliverConfigSnapshotRequest,
  DeliverConfigSnapshotResponse,
  DescribeDeliveryChannelsRequest,
  PutDeliveryChannelRequest,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { frequency, name } from "./model/fields";
import { operation, type Operations } from "./model/operation";
import { list, structure, text } from "./model/shapes";

const namesShape = structure({ DeliveryChannelNames: list(name) });

/** Operations on the region's delivery channel. */
export const channelOperations: Operations<"recording" | "delivery"> = {
  PutDeliveryChannel: operation<PutDeliveryChannelRequest, "delivery">(
    structure({
      "DeliveryChannel*": structure({
        name,
        s3BucketName: text(),
        s3KeyPrefix: text(),
        s3KmsKeyArn: text(),
        snsTopicARN: text(),
        configSnapshotDeliveryProperties: structure({ deliveryFrequency: frequency }),
      }),
    }),
    ({ delivery }, { DeliveryChannel = {} }) => delivery.putChannel(DeliveryChannel),
  ),

  DescribeDeliveryChannels: operation<DescribeDeliveryChannelsRequest, "delivery">(
    namesShape,
    ({ delivery }, { DeliveryChannelNames }) => ({
      DeliveryChannels: delivery.channels.select(DeliveryChannelNames).map(({ settings }) => settings),
    }),
  ),

  DescribeDeliveryChannelStatus: operation<DescribeDeliveryChannelsRequest, "delivery">(
    namesShape,
    ({ delivery }, { DeliveryChannelNames }) => ({
      DeliveryChannelsStatus: delivery.channels
        .select(DeliveryChannelNames)
        .map((channel) => channel.describeStatus()),
    }),
  ),

  DeleteDeliveryChannel: operation<DeleteDeliveryChannelRequest, "recording" | "delivery">(
    structure({ "DeliveryChannelName*": name }),
    async ({ recording, delivery }, { DeliveryChannelName }) => {
      const channel = delivery.channels.require(DeliveryChannelName);
      if (recording.recorders.running) {
        throw new AwsError(
          "LastDeliveryChannelDeleteFailedException",
          `Failed to delete last specified delivery channel with name '${channel.name}', ` +
            "because there is a running configuration recorder.",
        );
      }
      await delivery.deleteChannel();
    },
  ),

  DeliverConfigSnapshot: operation<DeliverConfigSnapshotRequest, "recording" | "delivery">(
    structure({ "deliveryChannelName*": name }),
    ({ recording, delivery }, { deliveryChannelName }): DeliverConfigSnapshotResponse => {
      const channel = delivery.channels.require(deliveryChannelName);
      if (!recording.recorders.requireAny("deliver config snapshot").recording) {
        throw new AwsError(
          "NoRunningConfigurationRecorderException",
          "There is no configuration recorder running to deliver config snapshot.",
        );
      }
      return { configSnapshotId: delivery.startSnapshot(channel) };
    },
  ),
};
