import { randomUUID } from "node:crypto";
import { toEventItem, type Item } from "../recording/items";
import type { RegionalAccount } from "../support/regionalAccount";
import { fileTime, isWritten, type BucketWriter } from "./bucketWriter";
import type { Channels } from "./channels";
import { accountNotification, newMessage } from "./notification";
import type { TopicPublisher } from "./topicPublisher";

/** The history is delivered after this long without another item; on AWS every six hours. Milliseconds. */
const quietPeriod = 1_000;
const itemsPerFile = 2_000;

/** Collects items and delivers them as configuration history files, one resource type per file. */
export class HistoryFiles {
  private pending: Item[] = [];
  private timer: NodeJS.Timeout | undefined;
  private delivering: Promise<void> = Promise.resolve();
  private lastName = "";
  private sameName = 1;

  constructor(
    private readonly home: RegionalAccount,
    private readonly channels: Channels,
    private readonly bucket: BucketWriter,
    private readonly topic: TopicPublisher,
  ) {}

  get due(): boolean {
    return this.pending.length > 0;
  }

  add(item: Item): void {
    this.pending.push(item);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), quietPeriod);
    this.timer.unref();
    if (this.pending.length >= itemsPerFile) void this.flush();
  }

  /** Delivers the collected items. Resolves when they, and all before them, are delivered or have failed. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    const items = this.pending;
    this.pending = [];
    if (items.length > 0) this.delivering = this.delivering.then(() => this.deliver(items));
    return this.delivering;
  }

  /** Discards the collected items, and waits for deliveries that have started. */
  async drop(): Promise<void> {
    clearTimeout(this.timer);
    this.pending = [];
    await this.delivering;
  }

  private async deliver(items: readonly Item[]): Promise<void> {
    for (const type of new Set(items.map(({ resourceType }) => resourceType))) {
      await this.deliverType(
        type,
        items.filter(({ resourceType }) => resourceType === type),
      );
    }
  }

  private async deliverType(type: string, items: readonly Item[]): Promise<void> {
    const channel = this.channels.current;
    const first = items.at(0);
    const last = items.at(-1);
    if (!channel || !first || !last) return;
    const path = `ConfigHistory/${this.nameOf(type, first.captureTime, last.captureTime)}`;
    const content = {
      fileVersion: "1.0",
      requestId: randomUUID(),
      configurationItems: items.map(toEventItem),
    };
    const outcome = await this.bucket.write(path, content, last.captureTime);
    channel.history.note(isWritten(outcome) ? undefined : outcome);
    if (!isWritten(outcome)) return;
    const message = newMessage("ConfigurationHistoryDeliveryCompleted", "1.1", {
      s3ObjectKey: outcome.key,
      s3Bucket: outcome.bucket,
    });
    await this.topic.publish(
      accountNotification(this.home, "Configuration History Delivery Completed", message),
    );
  }

  /** The number at the end distinguishes files of the same second. */
  private nameOf(type: string, first: Date, last: Date): string {
    const range = `${fileTime(first)}_${fileTime(last)}`;
    const name = `${this.home.accountId}_Config_${this.home.region}_ConfigHistory_${type}_${range}`;
    this.sameName = name === this.lastName ? this.sameName + 1 : 1;
    this.lastName = name;
    return `${name}_${this.sameName}.json.gz`;
  }
}
