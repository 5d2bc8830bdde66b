import type { SNSClient } from "@aws-sdk/client-sns";
import type { ClientSettings } from "../account";

/** Topics as moto keeps them. */
export class Topics {
  readonly #clients = new Map<string, Promise<SNSClient>>();

  constructor(private readonly direct: (region: string) => ClientSettings) {}

  /** A topic's attributes; undefined where there is no such topic. */
  async attributes(topicArn: string): Promise<Readonly<Record<string, string>> | undefined> {
    const region = topicArn.split(":")[3];
    if (!region) return undefined;
    const { GetTopicAttributesCommand, NotFoundException } = await import("@aws-sdk/client-sns");
    const client = await this.client(region);
    try {
      const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
      return Attributes ?? {};
    } catch (error) {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    }
  }

  /** A topic's policy, as JSON; undefined where there is no such topic. */
  async policy(topicArn: string): Promise<string | undefined> {
    return (await this.attributes(topicArn))?.Policy;
  }

  private client(region: string): Promise<SNSClient> {
    let client = this.#clients.get(region);
    if (!client) {
      client = import("@aws-sdk/client-sns").then(({ SNSClient }) => new SNSClient(this.direct(region)));
      this.#clients.set(region, client);
    }
    return client;
  }
}
