import { randomUUID } from "node:crypto";
import { toEventItem } from "../recording/items";
import type { Recording } from "../recording/recording";
import type { RegionalAccount } from "../support/regionalAccount";
import { fileTime, isWritten, type BucketWriter } from "./bucketWriter";
import type { Channel } from "./channel";
import { accountNotification, newMessage } from "./notification";
import type { TopicPublisher } from "./topicPublisher";

/** Is notified of every configuration snapshot. */
export interface SnapshotListener {
  /** @param message the one that was published to the topic */
  snapshotDelivered(message: object): void;
}

/** Delivers configuration snapshots: the newest item of every existing resource, in one file. */
export class Snapshots {
  private delivering: Promise<void> = Promise.resolve();

  constructor(
    private readonly home: RegionalAccount,
    private readonly recording: Recording,
    private readonly bucket: BucketWriter,
    private readonly topic: TopicPublisher,
    private readonly listener: SnapshotListener,
  ) {}

  /** Starts a delivery, whose outcome is published. Returns the snapshot's id. */
  start(channel: Channel): string {
    const id = randomUUID();
    this.delivering = this.delivering.then(() => this.deliver(id, channel));
    return id;
  }

  async idle(): Promise<void> {
    await this.delivering;
  }

  private async deliver(configSnapshotId: string, channel: Channel): Promise<void> {
    await this.publish("Started", { configSnapshotId });
    const now = new Date();
    const origin = `${this.home.accountId}_Config_${this.home.region}`;
    const name = `${origin}_ConfigSnapshot_${fileTime(now)}_${configSnapshotId}.json.gz`;
    const { items } = this.recording;
    const configurationItems = this.recording.recordedTypes().flatMap((type) => items.existing(type));
    const content = {
      fileVersion: "1.0",
      configSnapshotId,
      configurationItems: configurationItems.map(toEventItem),
    };
    const outcome = await this.bucket.write(`ConfigSnapshot/${name}`, content, now);
    if (isWritten(outcome)) {
      channel.snapshot.note();
      const location = { s3ObjectKey: outcome.key, s3Bucket: outcome.bucket };
      this.listener.snapshotDelivered(await this.publish("Completed", { configSnapshotId, ...location }));
    } else {
      channel.snapshot.note(outcome);
      await this.publish("Failed", {
        configSnapshotId,
        errorCode: outcome.code,
        errorMessage: outcome.message,
      });
    }
  }

  private async publish(step: "Started" | "Completed" | "Failed", fields: object): Promise<object> {
    const message = newMessage(`ConfigurationSnapshotDelivery${step}`, "1.1", fields);
    await this.topic.publish(
      accountNotification(this.home, `Configuration Snapshot Delivery ${step}`, message),
    );
    return message;
  }
}
