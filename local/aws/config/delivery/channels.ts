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
   * Checks what the settings alone show, in AWS's order.
   *
   * @throws AwsError `MaxNumberOfDeliveryChannelsExceededException`, `NoSuchBucketException`,
   * `InvalidS3KeyPrefixException`, `InvalidS3KmsKeyArnException`, `InvalidSNSTopicARNException`
   */
  check(given: DeliveryChannel): ChannelSettings {
    const { name = "default", s3BucketName, s3KeyPrefix, s3KmsKeyArn, snsTopicARN } = given;
    if (this.only && this.only.name !== name) {
      throw new AwsError(
        "MaxNumberOfDeliveryChannelsExceededException",
        `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
      );
    }
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
      throw new AwsError("InvalidSNSTopicARNException", `The sns topic arn '${snsTopicARN}' is not valid.`);
    }
    return { ...given, name, s3BucketName };
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

function isTopicArn(text: string): boolean {
  return /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.test(text);
}
