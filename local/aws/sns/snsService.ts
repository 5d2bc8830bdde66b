import { randomUUID } from "node:crypto";
import type { Account } from "../account";
import { operationsByLink } from "../request";
import { queryAnswer } from "../queryAnswer";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";
import { element } from "../xml";
import { Mailbox } from "./mailbox";
import { notificationMail } from "./mails";
import { snsNamespace } from "./namespace";
import { messageFor, readPublication, type Publication } from "./publishing";
import { SubscriptionCalls } from "./subscriptionCalls";
import { Subscriptions } from "./subscriptions";
import type { Topics } from "./topics";

/**
 * SNS: moto keeps the topics; subscriptions by mail, to which moto delivers nothing, and publishing are handled here.
 */
export class SnsService implements AwsService {
  private readonly subscriptions = new Subscriptions();
  private readonly mailbox: Mailbox;
  private readonly calls: SubscriptionCalls;

  /** @param mailbox folder that gets the mails. */
  constructor(
    private readonly account: Account,
    private readonly topics: Topics,
    mailbox: string,
  ) {
    this.mailbox = new Mailbox(mailbox);
    this.calls = new SubscriptionCalls(account, topics, this.subscriptions, this.mailbox);
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const { parameters } = request;
    if (this.calls.knows(request.operation)) return this.calls.handle(request, parameters);
    switch (request.operation) {
      case "Publish":
        return this.publish(request, parameters);
      case "PublishBatch":
        return this.publishBatch(parameters);
      case "GetTopicAttributes":
        return this.topicAttributes(request, parameters.get("TopicArn") ?? "");
      case "DeleteTopic": {
        const answer = await this.account.moto.forward(request);
        this.subscriptions.removeTopic(parameters.get("TopicArn") ?? "");
        return answer;
      }
      default:
        return this.account.moto.forward(request);
    }
  }

  /** Links in mails need no signature: their token or ARN is known to the recipient only. */
  unsigned(request: AwsRequest): Promise<AwsResponse> | undefined {
    return operationsByLink.includes(request.operation) ? this.handle(request) : undefined;
  }

  private async publish(request: AwsRequest, parameters: URLSearchParams): Promise<AwsResponse> {
    const topicArn = parameters.get("TopicArn") ?? parameters.get("TargetArn");
    // A message to a telephone or an app: moto accepts it, and it is delivered to no one.
    if (!topicArn || topicArn.includes(":endpoint/")) return this.account.moto.forward(request);
    const id = await this.send(topicArn, readPublication(parameters));
    return queryAnswer("Publish", snsNamespace, element("MessageId", id));
  }

  private async publishBatch(parameters: URLSearchParams): Promise<AwsResponse> {
    const topicArn = parameters.get("TopicArn") ?? "";
    const sent: string[] = [];
    const failed: string[] = [];
    for (let index = 1; ; index++) {
      const prefix = `PublishBatchRequestEntries.member.${index}.`;
      const entry = parameters.get(`${prefix}Id`);
      if (entry === null) break;
      try {
        const id = await this.send(topicArn, readPublication(parameters, prefix));
        sent.push(`<member>${element("Id", entry)}${element("MessageId", id)}</member>`);
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== "InvalidParameter") throw error;
        const fault = element("Code", error.code) + element("Message", error.message);
        failed.push(`<member>${element("Id", entry)}${fault}<SenderFault>true</SenderFault></member>`);
      }
    }
    if (sent.length + failed.length === 0) {
      throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
    }
    const result = `<Successful>${sent.join("")}</Successful><Failed>${failed.join("")}</Failed>`;
    return queryAnswer("PublishBatch", snsNamespace, result);
  }

  /** Sends a message to every confirmed subscription whose filter it passes. */
  private async send(topicArn: string, publication: Publication): Promise<string> {
    const topic = await this.topics.attributes(topicArn);
    if (!topic) throw new AwsError("NotFound", "Topic does not exist", 404);
    const id = randomUUID();
    const sender = { displayName: topic.DisplayName ?? "", endpoint: this.account.endpoint };
    for (const subscription of this.subscriptions.ofTopic(topicArn)) {
      const message = messageFor(publication, id, subscription.protocol);
      if (!subscription.confirmed || !subscription.filter.matches(message)) continue;
      await this.mailbox.deliver(notificationMail(subscription, sender, message));
    }
    return id;
  }

  /** moto's answer, with the numbers of the subscriptions that are kept here. */
  private async topicAttributes(request: AwsRequest, topicArn: string): Promise<AwsResponse> {
    const answer = await this.account.moto.forward(request);
    if (answer.status !== 200) return answer;
    const all = this.subscriptions.ofTopic(topicArn);
    const confirmed = all.filter((subscription) => subscription.confirmed).length;
    const counts = { SubscriptionsConfirmed: confirmed, SubscriptionsPending: all.length - confirmed };
    const body = Object.entries(counts).reduce(
      (xml, [name, count]) =>
        xml.replace(new RegExp(`(<key>${name}</key>\\s*<value>)\\d*`), (_, before: string) => before + count),
      answer.body.toString(),
    );
    return { ...answer, body };
  }
}
