import type { DeliveryChannel } from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { Channel, type ChannelSettings } from "./channel";

/** The region's delivery channels, of which AWS allows one. */
export class Channels {
  private only: Channel | undefined;

  get current(): Channel | undefined {
    return this.only;
  }

  /**
   * The settings that the channel gets, once they pass what they alone show, in AWS's order. An update keeps what it
   * doesn't specify: documented for bucket and topic, and so for the others here.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html
   *
   * @throws AwsError `MaxNumberOfDeliveryChannelsExceededException`, `NoSuchBucketException`,
   * `InvalidS3KeyPrefixException`, `InvalidS3KmsKeyArnException`, `InvalidSNSTopicARNException`
   */
  check(given: DeliveryChannel): ChannelSettings {
    const { name = "default" } = given;
    if (this.only && this.only.name !== name) {
      throw new AwsError(
        "MaxNumberOfDeliveryChannelsExceededException",
        `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
      );
    }
    const settings = { ...this.only?.settings, ...specified(given) };
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
    if (snsTopicARN !== undefined && !isTopicArn(snsTopicARN)) {
      throw invalidTopic(snsTopicARN);
    }
    return { ...settings, name, s3BucketName };
  }

  /** Creates the channel, or updates it. */
  put(settings: ChannelSettings): void {
    if (this.only) this.only.settings = settings;
    else this.only = new Channel(settings);
  }

  delete(): void {
    this.only = undefined;
  }

  /** @throws AwsError `NoSuchDeliveryChannelException` */
  require(name: string | undefined): Channel {
    if (this.only && this.only.name === name) return this.only;
    throw new AwsError(
      "NoSuchDeliveryChannelException",
      `Cannot find delivery channel with specified name '${name}'.`,
    );
  }

  /**
   * The named channels; without names all.
   *
   * @throws AwsError `NoSuchDeliveryChannelException`
   */
  select(names: readonly string[] | undefined): Channel[] {
    if (names?.length) return names.map((name) => this.require(name));
    return this.only ? [this.only] : [];
  }
}

/** What a request gives: neither absent nor null. */
function specified(given: DeliveryChannel): DeliveryChannel {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** AWS's answer to an ARN that isn't a topic's, and to one of a topic that doesn't exist. */
export function invalidTopic(topicArn: string): AwsError {
  return new AwsError("InvalidSNSTopicARNException", `The sns topic arn '${topicArn}' is not valid.`);
}

function isTopicArn(text: string): boolean {
  return /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.test(text);
}
