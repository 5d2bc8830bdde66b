import {
  DescribeDeliveryChannelsCommand,
  DescribeDeliveryChannelStatusCommand,
  type ConfigServiceClient,
  type DeliveryChannel,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { same } from "./checks";
import { editSettings, recorderPart } from "./recorderPart";
import type { Check } from "./report";

/** The API's reference has `Failure`; AWS Config answers `FAILURE`. */
export function isFailure(status: string | undefined): boolean {
  return status?.toLowerCase() === "failure";
}

/** Where the recorder delivers to, and whether that works. */
export async function examineChannel(lab: LabStackOutputs, config: ConfigServiceClient): Promise<Check[]> {
  const { DeliveryChannels = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
  const channel = DeliveryChannels.find(
    ({ name }) => lab.deliveryChannelName === undefined || name === lab.deliveryChannelName,
  );
  if (channel === undefined) {
    const make = editSettings(lab, `an S3 bucket, and the SNS topic ${lab.topicName}`);
    return [same("the delivery channel", lab.deliveryChannelName ?? "one", "none", make)];
  }
  const { DeliveryChannelsStatus } = await config.send(
    new DescribeDeliveryChannelStatusCommand({ DeliveryChannelNames: [channel.name ?? ""] }),
  );
  const status = DeliveryChannelsStatus?.[0];
  const failures = [
    ["history", status?.configHistoryDeliveryInfo] as const,
    ["snapshot", status?.configSnapshotDeliveryInfo] as const,
    ["notifications", status?.configStreamDeliveryInfo] as const,
  ].flatMap(([what, info]) =>
    isFailure(info?.lastStatus)
      ? [`${what}: ${info?.lastErrorCode} ${info?.lastErrorMessage ?? ""}`.trim()]
      : [],
  );
  return [
    ...(recorderPart.maker(lab) === "account" ? [] : examineTargets(lab, channel)),
    same(
      "its deliveries",
      "no failure",
      failures.join("; ") || "no failure",
      "Look at the bucket's and the topic's policy, and at what the recorder's role may do: npx config-lab verify --task 2",
    ),
  ];
}

/** Where the channel delivers to. A student's bucket may have any name. */
function examineTargets(lab: LabStackOutputs, { s3BucketName, snsTopicARN }: DeliveryChannel): Check[] {
  return [
    same(
      "bucket of the delivery channel",
      lab.bucketName ?? s3BucketName ?? "any",
      s3BucketName,
      editSettings(lab, "an S3 bucket"),
    ),
    same(
      "topic of the delivery channel",
      lab.topicArn,
      snsTopicARN,
      editSettings(lab, `SNS topic ${lab.topicName}`),
    ),
  ];
}
