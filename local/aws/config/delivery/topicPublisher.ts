import type { Recorders } from "../recording/recorders";
import { errorOf } from "../support/errors";
import { KeyedQueue } from "../support/keyedQueue";
import type { RegionalAccount } from "../support/regionalAccount";
import type { Channels } from "./channels";
import type { Notification } from "./notification";
import type { RoleClients } from "./roleClients";

/** Notifications published concurrently; those of one resource keep their order. */
const concurrency = 8;

/** Publishes to the channel's topic with the recorder's role. Failures show in the channel's status. */
export class TopicPublisher {
  /** Notifications to be published, by resource. */
  readonly queue = new KeyedQueue(concurrency);

  constructor(
    private readonly home: RegionalAccount,
    private readonly recorders: Recorders,
    private readonly channels: Channels,
    private readonly clients: RoleClients,
  ) {}

  /** Publishes at once. Never rejects. */
  async publish({ subject, message }: Notification): Promise<void> {
    const channel = this.channels.current;
    const roleArn = this.recorders.current?.roleArn;
    if (!channel || !roleArn) return;
    const TopicArn = channel.settings.snsTopicARN;
    if (!TopicArn) return channel.stream.note("NOT_APPLICABLE");
    try {
      const { sns } = this.clients.of(roleArn);
      await sns.publish({ TopicArn, Subject: subject, Message: JSON.stringify(message) });
      channel.stream.note("SUCCESS");
    } catch (error) {
      const details = errorOf(error);
      this.home.log(`could not publish to ${TopicArn}: ${details.code}: ${details.message}`);
      channel.stream.note("FAILURE", details);
    }
  }
}
