import { randomUUID } from "node:crypto";
import { noteFile, type Channel } from "./channel";
import { fileTime, isWritten, type Delivery } from "./delivery";
import { toEventItem, type Item } from "./items";
import type { Notifications } from "./notifications";

/** After this long without another item the history is delivered; AWS does it every six hours. Milliseconds. */
const quiet = 1_000;
/** Items that make a file full. */
const itemsPerFile = 2_000;

/** Collects items and delivers them as configuration history files, one type of resource a file. */
export class HistoryFiles {
  private pending: Item[] = [];
  private timer: NodeJS.Timeout | undefined;
  private underway: Promise<void> = Promise.resolve();
  private lastName = "";
  private sameName = 1;

  constructor(
    private readonly accountId: string,
    private readonly region: string,
    private readonly delivery: Delivery,
    private readonly notifications: Notifications,
    private readonly channel: () => Channel | undefined,
  ) {}

  get pendingItems(): number {
    return this.pending.length;
  }

  add(item: Item): void {
    this.pending.push(item);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), quiet);
    this.timer.unref();
    if (this.pending.length >= itemsPerFile) void this.flush();
  }

  /** Delivers what is collected. Resolves when it, and all before it, is delivered or has failed. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    const items = this.pending;
    this.pending = [];
    if (items.length > 0) this.underway = this.underway.then(() => this.deliver(items));
    return this.underway;
  }

  /** Forgets what is collected, and waits for what is under way. */
  async drop(): Promise<void> {
    clearTimeout(this.timer);
    this.pending = [];
    await this.underway;
  }

  private async deliver(items: readonly Item[]): Promise<void> {
    const byType = new Map<string, Item[]>();
    for (const item of items) {
      const ofType = byType.get(item.resourceType);
      if (ofType) ofType.push(item);
      else byType.set(item.resourceType, [item]);
    }
    for (const [type, ofType] of byType) await this.deliverType(type, ofType);
  }

  private async deliverType(type: string, items: readonly Item[]): Promise<void> {
    const channel = this.channel();
    const first = items.at(0);
    const last = items.at(-1);
    if (!channel || !first || !last) return;
    const path = `ConfigHistory/${this.nameOf(type, first.captureTime, last.captureTime)}`;
    const content = {
      fileVersion: "1.0",
      requestId: randomUUID(),
      configurationItems: items.map(toEventItem),
    };
    const outcome = await this.delivery.writeFile(path, content, last.captureTime);
    noteFile(channel.history, isWritten(outcome) ? undefined : outcome);
    if (!isWritten(outcome)) return;
    await this.delivery.publish(this.notifications.historyDelivered(outcome.bucket, outcome.key));
  }

  /** Two files of the same second are told apart by the number at the end. */
  private nameOf(type: string, first: Date, last: Date): string {
    const range = `${fileTime(first)}_${fileTime(last)}`;
    const name = `${this.accountId}_Config_${this.region}_ConfigHistory_${type}_${range}`;
    this.sameName = name === this.lastName ? this.sameName + 1 : 1;
    this.lastName = name;
    return `${name}_${this.sameName}.json.gz`;
  }
}
