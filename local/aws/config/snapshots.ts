import { randomUUID } from "node:crypto";
import { noteFile, type Channel } from "./channel";
import { fileTime, isWritten, type Delivery } from "./delivery";
import type { ItemHistory } from "./itemHistory";
import { toEventItem } from "./items";
import type { Notification, Notifications } from "./notifications";

/** Delivers configuration snapshots: the newest item of every resource there is, in one file. */
export class Snapshots {
  private underway: Promise<void> = Promise.resolve();

  constructor(
    private readonly accountId: string,
    private readonly region: string,
    private readonly items: ItemHistory,
    private readonly delivery: Delivery,
    private readonly notifications: Notifications,
    private readonly delivered: (message: Notification["message"]) => void,
  ) {}

  /** Starts a delivery; the notifications tell how it goes. Returns the snapshot's id. */
  start(channel: Channel, resourceTypes: readonly string[]): string {
    const id = randomUUID();
    this.underway = this.underway.then(() => this.deliver(id, channel, resourceTypes));
    return id;
  }

  async idle(): Promise<void> {
    await this.underway;
  }

  private async deliver(id: string, channel: Channel, resourceTypes: readonly string[]): Promise<void> {
    await this.delivery.publish(this.notifications.snapshotStarted(id));
    const now = new Date();
    const name = `${this.accountId}_Config_${this.region}_ConfigSnapshot_${fileTime(now)}_${id}.json.gz`;
    const configurationItems = resourceTypes.flatMap((type) => this.items.existing(type)).map(toEventItem);
    const content = { fileVersion: "1.0", configSnapshotId: id, configurationItems };
    const outcome = await this.delivery.writeFile(`ConfigSnapshot/${name}`, content, now);
    noteFile(channel.snapshot, isWritten(outcome) ? undefined : outcome);
    if (!isWritten(outcome)) return this.delivery.publish(this.notifications.snapshotFailed(id, outcome));
    const notification = this.notifications.snapshotDelivered(id, outcome.bucket, outcome.key);
    await this.delivery.publish(notification);
    this.delivered(notification.message);
  }
}
