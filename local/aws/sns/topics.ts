import type { MotoClient } from "../moto/client";

/** Topics as moto keeps them. */
export class Topics {
  constructor(private readonly moto: MotoClient) {}

  /** A topic's attributes; undefined where there is no such topic. */
  async attributes(topicArn: string): Promise<Readonly<Record<string, string>> | undefined> {
    const region = topicArn.split(":")[3];
    if (!region) return undefined;
    try {
      const { Attributes = {} } = await this.moto.in(region).sns.getTopicAttributes({ TopicArn: topicArn });
      return Attributes;
    } catch (error) {
      if ((error as Error).name === "NotFoundException") return undefined;
      throw error;
    }
  }

  /** A topic's policy, as JSON; undefined where there is no such topic. */
  async policy(topicArn: string): Promise<string | undefined> {
    return (await this.attributes(topicArn))?.Policy;
  }
}
