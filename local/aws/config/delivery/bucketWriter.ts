import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { AwsError } from "../../service";
import type { Recorders } from "../recording/recorders";
import { errorOf, type ErrorDetails } from "../support/errors";
import type { RegionalAccount } from "../support/regionalAccount";
import type { ChannelSettings } from "./channel";
import type { Channels } from "./channels";
import type { RoleClients } from "./roleClients";

const compress = promisify(gzip);

/** Writes files to the channel's bucket with the recorder's role. */
export class BucketWriter {
  constructor(
    private readonly home: RegionalAccount,
    private readonly recorders: Recorders,
    private readonly channels: Channels,
    private readonly clients: RoleClients,
  ) {}

  /**
   * Writes a gzipped JSON file under `AWSLogs/ACCOUNT/Config/REGION/YEAR/MONTH/DAY/`.
   *
   * @param path the rest of the key
   * @returns where it was written, or why it wasn't
   */
  async write(path: string, content: object, day: Date): Promise<WrittenFile | ErrorDetails> {
    const settings = this.channels.current?.settings;
    const roleArn = this.recorders.current?.roleArn;
    if (!settings || !roleArn)
      return { code: "NoAvailableDeliveryChannel", message: "There is no delivery channel." };
    const { s3BucketName: bucket } = settings;
    // Months and days without a leading zero, as on AWS.
    const date = `${day.getUTCFullYear()}/${day.getUTCMonth() + 1}/${day.getUTCDate()}`;
    const key = `${this.prefix(settings)}/${this.home.region}/${date}/${path}`;
    try {
      await this.put(settings, roleArn, key, await compress(JSON.stringify(content)));
      return { bucket, key };
    } catch (error) {
      const details = errorOf(error);
      this.home.log(`could not write to ${bucket}/${key}: ${details.code}: ${details.message}`);
      return details;
    }
  }

  /**
   * Reads the bucket's ACL and writes an empty file with the role, as AWS does before it accepts a bucket.
   *
   * @throws AwsError `NoSuchBucketException`, `InsufficientDeliveryPolicyException`
   */
  async check(settings: ChannelSettings, roleArn: string): Promise<void> {
    await this.checkAcl(settings.s3BucketName, roleArn);
    try {
      const key = `${this.prefix(settings)}/ConfigWritabilityCheckFile`;
      await this.put(settings, roleArn, key, Buffer.alloc(0));
    } catch (error) {
      const { s3KeyPrefix = null, s3KmsKeyArn = null } = settings;
      throw this.insufficient(
        settings.s3BucketName,
        `unable to write to bucket, provided s3 key prefix is '${s3KeyPrefix}', provided kms key is '${s3KmsKeyArn}'`,
        error,
      );
    }
  }

  private async checkAcl(bucket: string, roleArn: string): Promise<void> {
    try {
      await this.clients.of(roleArn).s3.getBucketAcl({ Bucket: bucket });
    } catch (error) {
      const { code } = errorOf(error);
      if (code === "NoSuchBucket" || code === "NotFound") {
        throw new AwsError("NoSuchBucketException", `Cannot find a S3 bucket with bucket name '${bucket}'.`);
      }
      // The first call starts the role's session, whose errors aren't the SDK's.
      const reason =
        error instanceof AwsError ? `unable to assume role: ${roleArn}` : "unable to get s3 bucket acl";
      throw this.insufficient(bucket, reason, error);
    }
  }

  /** Gives the bucket's owner full control, as AWS Config does. */
  private async put(settings: ChannelSettings, roleArn: string, Key: string, Body: Buffer): Promise<void> {
    const { s3BucketName: Bucket, s3KmsKeyArn: SSEKMSKeyId } = settings;
    const encryption = SSEKMSKeyId ? { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId } : {};
    const object = { Bucket, Key, Body, ACL: "bucket-owner-full-control" as const, ...encryption };
    await this.clients.of(roleArn).s3.putObject(object);
  }

  /** Where AWS Config keeps its files in a bucket: `[PREFIX/]AWSLogs/ACCOUNT/Config`. */
  private prefix({ s3KeyPrefix }: ChannelSettings): string {
    return `${s3KeyPrefix ? `${s3KeyPrefix}/` : ""}AWSLogs/${this.home.accountId}/Config`;
  }

  private insufficient(bucket: string, reason: string, cause: unknown): AwsError {
    this.home.log(`bucket ${bucket}: ${reason}: ${String(cause)}`);
    return new AwsError(
      "InsufficientDeliveryPolicyException",
      `Insufficient delivery policy to s3 bucket: ${bucket}, ${reason}.`,
    );
  }
}

export interface WrittenFile {
  readonly bucket: string;
  readonly key: string;
}

export function isWritten(outcome: WrittenFile | ErrorDetails): outcome is WrittenFile {
  return "key" in outcome;
}

/** A time as the names of AWS Config's files contain it, e.g. `20160927T195818Z`. */
export function fileTime(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, "");
}
