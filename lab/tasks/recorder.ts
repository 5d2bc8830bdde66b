import {
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  DescribeDeliveryChannelStatusCommand,
  type ConfigServiceClient,
  type ConfigurationRecorder,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { holds, redeploy, same } from "./checks";
import type { Check } from "./report";

const groups = "AWS::EC2::SecurityGroup";
const startIt = "Start it: aws configservice start-configuration-recorder --configuration-recorder-name";

/** The recorder, its delivery channel, and whether both work. An adopted recorder is checked for what the lab needs of it. */
export async function examineRecorder(lab: LabStackOutputs, config: ConfigServiceClient): Promise<Check[]> {
  const { ConfigurationRecorders = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
  const own = lab.recorderName;
  const recorder =
    own === undefined
      ? ConfigurationRecorders.find(records)
      : ConfigurationRecorders.find(({ name }) => name === own);
  if (recorder === undefined) {
    const seen = ConfigurationRecorders.map(({ name }) => name).join(", ") || "none";
    return own === undefined
      ? [
          same(
            "the account's recorder",
            `one that records ${groups}`,
            seen,
            "The stack adopts the account's recorder: ask whoever runs the account, or pulumi config set recorder create",
          ),
        ]
      : [same("the recorder", own, seen, redeploy)];
  }
  const name = recorder.name ?? "";
  return [
    ...(own === undefined ? [] : examineOwn(lab, recorder)),
    ...(await examineStatus(config, name)),
    ...(await examineChannel(lab, config)),
  ];
}

function records({ recordingGroup }: ConfigurationRecorder): boolean {
  if (recordingGroup?.allSupported === true) return true;
  const excluded = recordingGroup?.exclusionByResourceTypes?.resourceTypes ?? [];
  if (recordingGroup?.recordingStrategy?.useOnly === "EXCLUSION_BY_RESOURCE_TYPES")
    return !excluded.includes(groups);
  return recordingGroup?.resourceTypes?.includes(groups) === true;
}

function examineOwn(lab: LabStackOutputs, recorder: ConfigurationRecorder): Check[] {
  const { recordingGroup, recordingMode } = recorder;
  const types =
    recordingGroup?.allSupported === true ? "every type" : recordingGroup?.resourceTypes?.join(", ");
  return [
    same(`what recorder ${recorder.name} records`, groups, types, redeploy),
    same("how often it records", "CONTINUOUS", recordingMode?.recordingFrequency, redeploy),
    same("its role", lab.configRoleArn, recorder.roleARN, redeploy),
  ];
}

async function examineStatus(config: ConfigServiceClient, name: string): Promise<Check[]> {
  const { ConfigurationRecordersStatus } = await config.send(
    new DescribeConfigurationRecorderStatusCommand({ ConfigurationRecorderNames: [name] }),
  );
  const status = ConfigurationRecordersStatus?.[0];
  const failed = isFailure(status?.lastStatus);
  return [
    same("is it recording?", "yes", status?.recording === true ? "yes" : "no", `${startIt} ${name}`),
    holds(
      "its last recording",
      "no failure",
      failed
        ? `failure: ${status?.lastErrorCode} ${status?.lastErrorMessage ?? ""}`.trim()
        : (status?.lastStatus ?? "none yet"),
      !failed,
      "Look at what its role may do: npx lab verify --task 2",
    ),
  ];
}

/** The API's reference has `Failure`; AWS Config answers `FAILURE`. */
function isFailure(status: string | undefined): boolean {
  return status?.toLowerCase() === "failure";
}

async function examineChannel(lab: LabStackOutputs, config: ConfigServiceClient): Promise<Check[]> {
  const { DeliveryChannels = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
  const channel = DeliveryChannels.find(
    ({ name }) => lab.deliveryChannelName === undefined || name === lab.deliveryChannelName,
  );
  if (channel === undefined) {
    return [same("the delivery channel", lab.deliveryChannelName ?? "one", "none", redeploy)];
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
    ...(lab.deliveryChannelName === undefined
      ? []
      : [
          same("bucket of the delivery channel", lab.bucketName ?? "", channel.s3BucketName, redeploy),
          same("topic of the delivery channel", lab.topicArn, channel.snsTopicARN, redeploy),
        ]),
    same(
      "its deliveries",
      "no failure",
      failures.join("; ") || "no failure",
      "Look at the bucket's and the topic's policy, and at what the recorder's role may do: npx lab verify --task 2",
    ),
  ];
}
