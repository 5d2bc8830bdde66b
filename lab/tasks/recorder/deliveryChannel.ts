import type { DeliveryChannel } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { same, type Check, type Findings } from "../../findings";
import { isFailure } from "./deliveryStatus";
import { editSettings, recorderPart } from "./recorderPart";

/** The delivery channel's targets, and whether deliveries succeed. */
export async function examineChannel(lab: LabStackOutputs, { config }: AwsClients): Promise<Findings> {
  const { DeliveryChannels = [] } = await config.describeDeliveryChannels({});
  const channel = DeliveryChannels.find(
    ({ name }) => lab.deliveryChannelName === undefined || name === lab.deliveryChannelName,
  );
  if (channel === undefined) {
    const create = editSettings(lab, `an S3 bucket, and the SNS topic ${lab.topicName}`);
    return {
      checks: [same("the delivery channel", lab.deliveryChannelName ?? "one", "none", create)],
      evidence: [],
    };
  }
  const { DeliveryChannelsStatus } = await config.describeDeliveryChannelStatus({
    DeliveryChannelNames: [channel.name ?? ""],
  });
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
  const deliveries = same(
    "its deliveries",
    "no failure",
    failures.join("; ") || "no failure",
    "Check the policies of bucket and topic, and the permissions of the recorder's role: npx config-lab verify --task 2",
  );
  const targets = recorderPart.creator(lab) === "account" ? [] : examineTargets(lab, channel);
  return { checks: [...targets, deliveries], evidence: [] };
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
