import { randomBytes, randomUUID } from "node:crypto";
import type { Filter, FilterPolicyScope } from "./filterPolicy";

export type MailProtocol = "email" | "email-json";

/** A subscription of a mail address to a topic. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: MailProtocol;
  /** The mail address. */
  readonly endpoint: string;
  /** ARN of the caller that subscribed it. */
  readonly principal: string;
  /** Proves that the confirmation's sender has read the mail. */
  readonly token: string;
  confirmed: boolean;
  /** Confirmed by a call that was signed. */
  authenticated: boolean;
  /** Only a signed call may unsubscribe it. */
  authenticateOnUnsubscribe: boolean;
  filter: SubscriptionFilter;
  /** Attributes that are kept and returned, without effect here. */
  readonly others: Map<string, string>;
}

export interface SubscriptionFilter {
  /** As it was set; empty: there is none, and every message matches. */
  readonly policy: string;
  readonly scope: FilterPolicyScope;
  readonly matches: Filter;
}

/** All subscriptions of the account, in the order in which they were made. */
export class Subscriptions {
  private readonly byArn = new Map<string, Subscription>();

  add(
    about: Pick<Subscription, "topicArn" | "protocol" | "endpoint" | "principal" | "filter">,
  ): Subscription {
    const subscription: Subscription = {
      ...about,
      arn: `${about.topicArn}:${randomUUID()}`,
      token: randomBytes(128).toString("hex"),
      confirmed: false,
      authenticated: false,
      authenticateOnUnsubscribe: false,
      others: new Map(),
    };
    this.byArn.set(subscription.arn, subscription);
    return subscription;
  }

  find(arn: string): Subscription | undefined {
    return this.byArn.get(arn);
  }

  ofTopic(topicArn: string): Subscription[] {
    return this.all().filter((subscription) => subscription.topicArn === topicArn);
  }

  all(): Subscription[] {
    return [...this.byArn.values()];
  }

  remove(arn: string): void {
    this.byArn.delete(arn);
  }

  /** A topic is deleted with its subscriptions, confirmed or not. */
  removeTopic(topicArn: string): void {
    for (const { arn } of this.ofTopic(topicArn)) this.remove(arn);
  }
}
