import { randomUUID } from "node:crypto";
import type { MessageAttribute } from "./filterPolicy";
import type { Mail } from "./mailbox";
import type { Subscription } from "./subscriptions";

/** A message as published to a topic. */
export interface Message {
  readonly id: string;
  readonly subject: string | undefined;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

/** What else the mails of a topic contain. */
export interface Sender {
  /** The topic's display name; empty where it has none. */
  readonly displayName: string;
  /** The endpoint, at which links in mails arrive. */
  readonly endpoint: string;
}

/** The mail that asks its recipient to confirm a subscription. */
export function confirmationMail(subscription: Subscription, sender: Sender): Mail {
  const { topicArn, token } = subscription;
  const link = linkTo(sender, { Action: "ConfirmSubscription", TopicArn: topicArn, Token: token });
  const chosen = `You have chosen to subscribe to the topic ${topicArn}.`;
  const body =
    subscription.protocol === "email"
      ? `${chosen}\n\nTo confirm this subscription, visit this link; if it was in error, nothing need be done:\n${link}\n`
      : pretty({
          Type: "SubscriptionConfirmation",
          MessageId: randomUUID(),
          Token: token,
          TopicArn: topicArn,
          Message: `${chosen}\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
          SubscribeURL: link,
          Timestamp: new Date().toISOString(),
        });
  return mail(subscription, sender, "AWS Notification - Subscription Confirmation", body);
}

/**
 * The mail of a notification. The JSON of email-json has every field that SNS sends but the signature, which only AWS
 * can make.
 * https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
export function notificationMail(subscription: Subscription, sender: Sender, message: Message): Mail {
  const { topicArn, arn } = subscription;
  const unsubscribe = linkTo(sender, { Action: "Unsubscribe", SubscriptionArn: arn });
  const attributes = Object.entries(message.attributes).map(([name, { type, value }]) => [
    name,
    { Type: type, Value: value },
  ]);
  const body =
    subscription.protocol === "email"
      ? `${message.body}\n\n--\nTo receive no more notifications from this topic, visit this link to unsubscribe:\n${unsubscribe}\n`
      : pretty({
          Type: "Notification",
          MessageId: message.id,
          TopicArn: topicArn,
          ...(message.subject === undefined ? {} : { Subject: message.subject }),
          Message: message.body,
          Timestamp: new Date().toISOString(),
          UnsubscribeURL: unsubscribe,
          ...(attributes.length > 0 ? { MessageAttributes: Object.fromEntries(attributes) as object } : {}),
        });
  return mail(subscription, sender, message.subject ?? "AWS Notification Message", body);
}

function mail(subscription: Subscription, sender: Sender, subject: string, body: string): Mail {
  return {
    To: subscription.endpoint,
    From: `${sender.displayName || "AWS Notifications"} <no-reply@sns.amazonaws.com>`,
    Subject: subject,
    Date: new Date().toISOString(),
    Body: body,
  };
}

function linkTo({ endpoint }: Sender, parameters: Record<string, string>): string {
  return `${endpoint}/?${new URLSearchParams(parameters).toString()}`;
}

function pretty(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
