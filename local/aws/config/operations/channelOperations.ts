import {
  type DeleteDeliveryChannelRequest,
  type DeliverConfigSnapshotRequest,
  type DeliverConfigSnapshotResponse,
  type DescribeDeliveryChannelsRequest,
  type PutDeliveryChannelRequest,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { newChannel, toChannelStatus, type Channel } from "../channel";
import { logPrefix } from "../delivery";
import { errorOf } from "../errors";
import type { RegionalConfig } from "../regionalConfig";
import { list, structure, text } from "../shapes";
import { frequency, name } from "./fields";
import { operation, type Operation } from "./operation";

const namesShape = structure({ DeliveryChannelNames: list(name) });

/** Operations on the region's one delivery channel. */
export const channelOperations: Readonly<Record<string, Operation>> = {
  PutDeliveryChannel: operation<PutDeliveryChannelRequest>(
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
    async (config, { DeliveryChannel: given }) => {
      const settings = checkSettings(config, { ...given, name: given?.name ?? "default" });
      await checkBucket(config, settings);
      if (config.channel) config.channel.settings = settings;
      else config.channel = newChannel(settings);
    },
  ),

  DescribeDeliveryChannels: operation<DescribeDeliveryChannelsRequest>(namesShape, (config, request) => ({
    DeliveryChannels: selected(config, request.DeliveryChannelNames).map(({ settings }) => settings),
  })),

  DescribeDeliveryChannelStatus: operation<DescribeDeliveryChannelsRequest>(
    namesShape,
    (config, request) => ({
      DeliveryChannelsStatus: selected(config, request.DeliveryChannelNames).map(toChannelStatus),
    }),
  ),

  DeleteDeliveryChannel: operation<DeleteDeliveryChannelRequest>(
    structure({ "DeliveryChannelName*": name }),
    async (config, { DeliveryChannelName }) => {
      const channel = named(config, DeliveryChannelName);
      if (config.recorder?.recording) {
        throw new AwsError(
          "LastDeliveryChannelDeleteFailedException",
          `Failed to delete last specified delivery channel with name '${channel.name}', ` +
            "because there is a running configuration recorder.",
        );
      }
      // Whoever deletes the channel deletes its bucket next: nothing may be written there any more.
      config.channel = undefined;
      await config.historyFiles.drop();
      await config.delivery.queue.idle();
      await config.snapshots.idle();
    },
  ),

  DeliverConfigSnapshot: operation<DeliverConfigSnapshotRequest>(
    structure({ "deliveryChannelName*": name }),
    (config, { deliveryChannelName }): DeliverConfigSnapshotResponse => {
      const channel = named(config, deliveryChannelName);
      if (!config.recorder) throw noRecorder("deliver config snapshot");
      if (!config.recorder.recording) {
        throw new AwsError(
          "NoRunningConfigurationRecorderException",
          "There is no configuration recorder running to deliver config snapshot.",
        );
      }
      return { configSnapshotId: config.snapshots.start(channel, config.recordedTypes()) };
    },
  ),
};

function noRecorder(purpose: string): AwsError {
  return new AwsError(
    "NoAvailableConfigurationRecorderException",
    `Configuration recorder is not available to ${purpose}.`,
  );
}

/** What can be told from the settings alone, in the order in which AWS looks. */
function checkSettings(
  config: RegionalConfig,
  settings: NonNullable<PutDeliveryChannelRequest["DeliveryChannel"]>,
): Channel["settings"] {
  if (!config.recorder) throw noRecorder("put delivery channel");
  if (config.channel && config.channel.name !== settings.name) {
    throw new AwsError(
      "MaxNumberOfDeliveryChannelsExceededException",
      `Failed to put delivery channel '${settings.name}' because the maximum number of delivery channels: ` +
        "1 is reached.",
    );
  }
  const { s3BucketName, s3KeyPrefix, s3KmsKeyArn, snsTopicARN } = settings;
  if (!s3BucketName)
    throw new AwsError("NoSuchBucketException", "Cannot find a S3 bucket with an empty bucket name.");
  if (s3KeyPrefix === "" || s3KeyPrefix?.endsWith("/")) {
    throw new AwsError("InvalidS3KeyPrefixException", `The s3 key prefix '${s3KeyPrefix}' is not valid.`);
  }
  if (s3KmsKeyArn !== undefined && !/^arn:aws[a-z-]*:kms:/.test(s3KmsKeyArn)) {
    throw new AwsError(
      "InvalidS3KmsKeyArnException",
      `The arn '${s3KmsKeyArn}' is not a valid kms key or alias arn.`,
    );
  }
  if (
    snsTopicARN !== undefined &&
    !/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.test(snsTopicARN)
  ) {
    throw new AwsError("InvalidSNSTopicARNException", `The sns topic arn '${snsTopicARN}' is not valid.`);
  }
  return { ...settings, s3BucketName };
}

/** Reads the bucket's ACL and writes a file there as the recorder's role, as AWS does before it takes a bucket. */
async function checkBucket(config: RegionalConfig, settings: Channel["settings"]): Promise<void> {
  const roleArn = config.recorder?.roleArn ?? "";
  const bucket = settings.s3BucketName;
  const insufficient = (what: string, cause: unknown) => {
    config.log(`bucket ${bucket}: ${what}: ${String(cause)}`);
    return new AwsError(
      "InsufficientDeliveryPolicyException",
      `Insufficient delivery policy to s3 bucket: ${bucket}, ${what}.`,
    );
  };
  config.delivery.renewSession();
  try {
    await config.delivery.readBucketAcl(bucket, roleArn);
  } catch (error) {
    const { code } = errorOf(error);
    if (code === "NoSuchBucket" || code === "NotFound") {
      throw new AwsError("NoSuchBucketException", `Cannot find a S3 bucket with bucket name '${bucket}'.`);
    }
    // The role's session is started by this first call.
    if (error instanceof AwsError) throw insufficient(`unable to assume role: ${roleArn}`, error);
    throw insufficient("unable to get s3 bucket acl", error);
  }
  try {
    const key = `${logPrefix(settings, config.accountId)}/ConfigWritabilityCheckFile`;
    await config.delivery.put(settings, roleArn, key, Buffer.alloc(0));
  } catch (error) {
    const { s3KeyPrefix = null, s3KmsKeyArn = null } = settings;
    throw insufficient(
      `unable to write to bucket, provided s3 key prefix is '${s3KeyPrefix}', provided kms key is '${s3KmsKeyArn}'`,
      error,
    );
  }
}

function named(config: RegionalConfig, channelName: string | undefined): Channel {
  if (config.channel && config.channel.name === channelName) return config.channel;
  throw new AwsError(
    "NoSuchDeliveryChannelException",
    `Cannot find delivery channel with specified name '${channelName}'.`,
  );
}

function selected(config: RegionalConfig, names: string[] | undefined): Channel[] {
  if (names?.length) return names.map((each) => named(config, each));
  return config.channel ? [config.channel] : [];
}
