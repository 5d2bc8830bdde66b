import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Account } from "../account";
import { noteStream, type Channel } from "./channel";
import { errorOf, type ErrorDetails } from "./errors";
import { KeyedQueue } from "./keyedQueue";
import type { Notification } from "./notifications";
import type { Recorder } from "./recorder";
import { RoleClients } from "./roleClients";

const compress = promisify(gzip);

/** Deliveries under way at once; those of one resource keep their order. */
const parallel = 8;

/** What delivery needs of its surroundings. */
export interface DeliveryContext {
  readonly account: Account;
  readonly region: string;
  readonly recorder: () => Recorder | undefined;
  readonly channel: () => Channel | undefined;
}

/** Brings files to the channel's bucket and notifications to its topic, as the recorder's role. */
export class Delivery {
  readonly queue = new KeyedQueue(parallel);
  private readonly clients: RoleClients;

  constructor(private readonly context: DeliveryContext) {
    this.clients = new RoleClients(context.account, context.region);
  }

  /** Queues a notification; those with the same key arrive in order. A failure stands in the channel's status. */
  notify(key: string, notification: Notification): void {
    this.queue.add(key, () => this.publish(notification));
  }

  /** Publishes at once. Never rejects: a failure stands in the channel's status. */
  async publish(notification: Notification): Promise<void> {
    const channel = this.context.channel();
    const roleArn = this.context.recorder()?.roleArn;
    if (!channel || !roleArn) return;
    const TopicArn = channel.settings.snsTopicARN;
    if (!TopicArn) return noteStream(channel, "NOT_APPLICABLE");
    try {
      const { PublishCommand } = await import("@aws-sdk/client-sns");
      const sns = await this.clients.sns(roleArn);
      const Message = JSON.stringify(notification.message);
      await sns.send(new PublishCommand({ TopicArn, Subject: notification.subject, Message }));
      noteStream(channel, "SUCCESS");
    } catch (error) {
      noteStream(channel, "FAILURE", this.failed(`publish to ${TopicArn}`, error));
    }
  }

  /**
   * Writes a gzipped JSON file under `AWSLogs/ACCOUNT/Config/REGION/YEAR/MONTH/DAY/` of the channel's bucket.
   *
   * @param path the rest of the key
   * @returns where it was written, or what went wrong
   */
  async writeFile(path: string, content: object, day: Date): Promise<WrittenFile | ErrorDetails> {
    const channel = this.context.channel();
    const roleArn = this.context.recorder()?.roleArn;
    if (!channel || !roleArn)
      return { code: "NoAvailableDeliveryChannel", message: "There is no delivery channel." };
    const { s3BucketName: bucket } = channel.settings;
    // Months and days without a leading zero, as AWS writes them.
    const date = `${day.getUTCFullYear()}/${day.getUTCMonth() + 1}/${day.getUTCDate()}`;
    const key = `${logPrefix(channel.settings, this.context.account.id)}/${this.context.region}/${date}/${path}`;
    try {
      await this.put(channel.settings, roleArn, key, await compress(JSON.stringify(content)));
      return { bucket, key };
    } catch (error) {
      return this.failed(`write to ${bucket}/${key}`, error);
    }
  }

  /** Writes an object as the role, giving the bucket's owner full control, as AWS Config does. */
  async put(
    settings: Channel["settings"],
    roleArn: string,
    key: string,
    body: Buffer | string,
  ): Promise<void> {
    const { PutObjectCommand } = await import("@aws-sdk/client-s3");
    const s3 = await this.clients.s3(roleArn);
    const encryption = settings.s3KmsKeyArn && {
      ServerSideEncryption: "aws:kms" as const,
      SSEKMSKeyId: settings.s3KmsKeyArn,
    };
    await s3.send(
      new PutObjectCommand({
        Bucket: settings.s3BucketName,
        Key: key,
        Body: body,
        ACL: "bucket-owner-full-control",
        ...(encryption || {}),
      }),
    );
  }

  /** Reads the bucket's ACL as the role, which shows that the bucket exists and may be used. */
  async readBucketAcl(bucket: string, roleArn: string): Promise<void> {
    const { GetBucketAclCommand } = await import("@aws-sdk/client-s3");
    const s3 = await this.clients.s3(roleArn);
    await s3.send(new GetBucketAclCommand({ Bucket: bucket }));
  }

  /** Has the next delivery start a new session of the recorder's role. */
  renewSession(): void {
    this.clients.reset();
  }

  private failed(what: string, error: unknown): ErrorDetails {
    const details = errorOf(error);
    this.context.account.log(
      `config ${this.context.region}: could not ${what}: ${details.code}: ${details.message}`,
    );
    return details;
  }
}

export interface WrittenFile {
  readonly bucket: string;
  readonly key: string;
}

export function isWritten(outcome: WrittenFile | ErrorDetails): outcome is WrittenFile {
  return "key" in outcome;
}

/** Where AWS Config keeps its files in a bucket: `[PREFIX/]AWSLogs/ACCOUNT/Config`. */
export function logPrefix(settings: Channel["settings"], accountId: string): string {
  const prefix = settings.s3KeyPrefix ? `${settings.s3KeyPrefix}/` : "";
  return `${prefix}AWSLogs/${accountId}/Config`;
}

/** A time as the names of AWS Config's files have it, e.g. `20160927T195818Z`. */
export function fileTime(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, "");
}
