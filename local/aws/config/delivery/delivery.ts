import type { DeliveryChannel } from "@aws-sdk/client-config-service";
import { Topics } from "../../sns/topics";
import type { ItemDiff } from "../recording/diff";
import { resourceKey, type Item } from "../recording/items";
import type { Recording } from "../recording/recording";
import type { RegionalAccount } from "../support/regionalAccount";
import { BucketWriter } from "./bucketWriter";
import type { Channel } from "./channel";
import { Channels, invalidTopic } from "./channels";
import { HistoryFiles } from "./historyFiles";
import { ItemMessages, type ItemMessage } from "./itemMessages";
import { notification, type Notification } from "./notification";
import { RoleClients } from "./roleClients";
import { Snapshots, type SnapshotListener } from "./snapshots";
import { TopicPublisher } from "./topicPublisher";

/** Delivers what is recorded: history and snapshots to the channel's bucket, notifications to its topic. */
export class Delivery {
  readonly channels = new Channels();
  private readonly clients: RoleClients;
  private readonly bucket: BucketWriter;
  private readonly topics: Topics;
  private readonly topic: TopicPublisher;
  private readonly history: HistoryFiles;
  private readonly snapshots: Snapshots;
  private readonly messages: ItemMessages;

  constructor(
    private readonly home: RegionalAccount,
    private readonly recording: Recording,
    listener: SnapshotListener,
  ) {
    const { recorders } = recording;
    this.clients = new RoleClients(home);
    this.bucket = new BucketWriter(home, recorders, this.channels, this.clients);
    this.topics = new Topics(home.account.moto);
    this.topic = new TopicPublisher(home, recorders, this.channels, this.clients);
    this.history = new HistoryFiles(home, this.channels, this.bucket, this.topic);
    this.snapshots = new Snapshots(home, recording, this.bucket, this.topic, listener);
    this.messages = new ItemMessages(home, this.bucket);
  }

  get busy(): boolean {
    return this.topic.queue.busy || this.history.due;
  }

  /**
   * Creates the delivery channel, or updates it, once the recorder's role has proven that it can write. The topic must
   * exist; that the role can't publish to it shows in the channel's status, as on AWS.
   *
   * @throws AwsError as PutDeliveryChannel does.
   */
  async putChannel(given: DeliveryChannel): Promise<void> {
    const { roleArn } = this.recording.recorders.requireAny("put delivery channel");
    const settings = this.channels.check(given);
    this.renewSession();
    await this.bucket.check(settings, roleArn);
    const { snsTopicARN } = settings;
    if (snsTopicARN !== undefined && !(await this.topics.attributes(snsTopicARN))) {
      throw invalidTopic(snsTopicARN);
    }
    this.channels.put(settings);
  }

  /** Resolves when nothing more is written: the channel's bucket is likely to be deleted next. */
  async deleteChannel(): Promise<void> {
    this.channels.delete();
    await this.history.drop();
    await this.topic.queue.idle();
    await this.snapshots.idle();
  }

  /** Queues the notification of an item, and collects it for the history. Returns its message, for rules. */
  deliver(item: Item, diff: ItemDiff): Promise<ItemMessage> {
    this.history.add(item);
    const message = this.messages.of(item, diff);
    this.topic.queue.add(resourceKey(item), async () => {
      const { topicMessage } = await message;
      await this.topic.publish(this.itemNotification(item, diff, topicMessage));
    });
    return message;
  }

  /** The message of an item that is re-evaluated: without a diff. */
  messageOf(item: Item): Promise<ItemMessage> {
    return this.messages.of(item, null);
  }

  /** Queues a notification; those with the same key are published in order. */
  notify(key: string, published: Notification): void {
    this.topic.queue.add(key, () => this.topic.publish(published));
  }

  /** Starts the delivery of a snapshot. Returns its id. */
  startSnapshot(channel: Channel): string {
    return this.snapshots.start(channel);
  }

  /** Has the next delivery start a new session of the recorder's role. */
  renewSession(): void {
    this.clients.reset();
  }

  /** Resolves when everything is delivered, the history that would be due later included. */
  async idle(): Promise<void> {
    await this.topic.queue.idle();
    await this.history.flush();
    await this.snapshots.idle();
  }

  /** Discards what is to be delivered, and waits for deliveries that have started. */
  async stop(): Promise<void> {
    this.topic.queue.clear();
    await this.history.drop();
    await this.topic.queue.idle();
    await this.snapshots.idle();
    this.renewSession();
  }

  private itemNotification(item: Item, { changeType }: ItemDiff, message: object): Notification {
    const change = { CREATE: "Created", UPDATE: "Updated", DELETE: "Deleted" }[changeType];
    const text = `${item.resourceType} ${item.resourceId} ${change} in Account ${this.home.accountId}`;
    return notification(this.home, text, message);
  }
}
