import type { Account } from "../account";
import { queryAnswer } from "../queryAnswer";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { element } from "../xml";
import { attributesOf, filterAfter, setAttributes } from "./attributes";
import type { Mailbox } from "./mailbox";
import { confirmationMail } from "./mails";
import { snsNamespace } from "./namespace";
import type { MailProtocol, Subscription, Subscriptions } from "./subscriptions";
import type { Topics } from "./topics";

type Call = (parameters: URLSearchParams, request: AwsRequest) => Promise<AwsResponse> | AwsResponse;

const perPage = 100;

/** The operations that create, confirm, change, list and delete subscriptions. */
export class SubscriptionCalls {
  private readonly calls: Readonly<Record<string, Call>> = {
    Subscribe: (parameters, request) => this.subscribe(parameters, request),
    ConfirmSubscription: (parameters, request) => this.confirm(parameters, request),
    Unsubscribe: (parameters, request) => this.unsubscribe(parameters, request),
    ListSubscriptions: (parameters) => this.list("ListSubscriptions", this.subscriptions.all(), parameters),
    ListSubscriptionsByTopic: (parameters) => this.listByTopic(parameters),
    GetSubscriptionAttributes: (parameters) => this.getAttributes(parameters),
    SetSubscriptionAttributes: (parameters) => this.setAttribute(parameters),
  };

  constructor(
    private readonly account: Account,
    private readonly topics: Topics,
    private readonly subscriptions: Subscriptions,
    private readonly mailbox: Mailbox,
  ) {}

  knows(operation: string): boolean {
    return Object.hasOwn(this.calls, operation);
  }

  async handle(request: AwsRequest, parameters: URLSearchParams): Promise<AwsResponse> {
    return this.calls[request.operation]!(parameters, request);
  }

  private async subscribe(parameters: URLSearchParams, request: AwsRequest): Promise<AwsResponse> {
    const topicArn = parameters.get("TopicArn") ?? "";
    const protocol = mailProtocol(parameters.get("Protocol") ?? "");
    const endpoint = parameters.get("Endpoint") ?? "";
    if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) throw invalid("Email address");
    const topic = await this.topics.attributes(topicArn);
    if (!topic) throw new AwsError("NotFound", "Topic does not exist", 404);

    const wanted = entries(parameters, "Attributes.entry.");
    const existing = this.subscriptions
      .ofTopic(topicArn)
      .find((other) => other.endpoint === endpoint && other.protocol === protocol);
    if (existing && filterAfter(undefined, wanted).policy !== existing.filter.policy) {
      throw invalid("Attributes Reason: Subscription already exists with different attributes");
    }
    const subscription =
      existing ?? this.add({ topicArn, protocol, endpoint, principal: request.caller.arn }, wanted);
    if (!subscription.confirmed) {
      const sender = { displayName: topic.DisplayName ?? "", endpoint: this.account.endpoint };
      await this.mailbox.deliver(confirmationMail(subscription, sender));
    }
    const withArn = subscription.confirmed || parameters.get("ReturnSubscriptionArn") === "true";
    return answer(
      "Subscribe",
      element("SubscriptionArn", withArn ? subscription.arn : "pending confirmation"),
    );
  }

  private add(
    about: Pick<Subscription, "topicArn" | "protocol" | "endpoint" | "principal">,
    attributes: Readonly<Record<string, string>>,
  ): Subscription {
    const subscription = this.subscriptions.add({ ...about, filter: filterAfter(undefined, {}) });
    try {
      setAttributes(subscription, attributes);
      return subscription;
    } catch (error) {
      this.subscriptions.remove(subscription.arn);
      throw error;
    }
  }

  private confirm(parameters: URLSearchParams, { caller }: AwsRequest): AwsResponse {
    const token = parameters.get("Token") ?? "";
    const subscription = this.subscriptions
      .ofTopic(parameters.get("TopicArn") ?? "")
      .find((candidate) => candidate.token === token);
    if (!subscription) throw invalid("Token");
    subscription.confirmed = true;
    subscription.authenticated = caller.kind !== "anonymous";
    subscription.authenticateOnUnsubscribe = parameters.get("AuthenticateOnUnsubscribe") === "true";
    return answer("ConfirmSubscription", element("SubscriptionArn", subscription.arn));
  }

  private unsubscribe(parameters: URLSearchParams, { caller }: AwsRequest): AwsResponse {
    const subscription = this.subscriptions.find(subscriptionArn(parameters));
    // A pending one is deleted with its topic, or after some days.
    if (subscription && !subscription.confirmed) {
      throw invalid("SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation");
    }
    if (subscription?.authenticateOnUnsubscribe && caller.kind === "anonymous") {
      throw new AwsError(
        "AuthorizationError",
        "This subscription can only be ended by a signed request.",
        403,
      );
    }
    if (subscription) this.subscriptions.remove(subscription.arn);
    return answer("Unsubscribe");
  }

  private async listByTopic(parameters: URLSearchParams): Promise<AwsResponse> {
    const topicArn = parameters.get("TopicArn") ?? "";
    if (!(await this.topics.attributes(topicArn)))
      throw new AwsError("NotFound", "Topic does not exist", 404);
    return this.list("ListSubscriptionsByTopic", this.subscriptions.ofTopic(topicArn), parameters);
  }

  private list(operation: string, all: readonly Subscription[], parameters: URLSearchParams): AwsResponse {
    const start = Number(parameters.get("NextToken") ?? 0);
    const members = all.slice(start, start + perPage).map((subscription) => {
      const { arn, confirmed, protocol, endpoint, topicArn } = subscription;
      const fields = {
        TopicArn: topicArn,
        Protocol: protocol,
        SubscriptionArn: confirmed ? arn : "PendingConfirmation",
        Owner: this.account.id,
        Endpoint: endpoint,
      };
      return `<member>${Object.entries(fields)
        .map((field) => element(...field))
        .join("")}</member>`;
    });
    const next = start + perPage < all.length ? element("NextToken", String(start + perPage)) : "";
    return answer(operation, `<Subscriptions>${members.join("")}</Subscriptions>${next}`);
  }

  private getAttributes(parameters: URLSearchParams): AwsResponse {
    const attributes = attributesOf(this.existing(parameters), this.account.id);
    const list = Object.entries(attributes).map(
      ([name, value]) => `<entry>${element("key", name)}${element("value", value)}</entry>`,
    );
    return answer("GetSubscriptionAttributes", `<Attributes>${list.join("")}</Attributes>`);
  }

  private setAttribute(parameters: URLSearchParams): AwsResponse {
    const name = parameters.get("AttributeName") ?? "";
    setAttributes(this.existing(parameters), { [name]: parameters.get("AttributeValue") ?? "" });
    return answer("SetSubscriptionAttributes");
  }

  private existing(parameters: URLSearchParams): Subscription {
    const subscription = this.subscriptions.find(subscriptionArn(parameters));
    if (!subscription) throw new AwsError("NotFound", "Subscription does not exist", 404);
    return subscription;
  }
}

function mailProtocol(protocol: string): MailProtocol {
  if (protocol === "email" || protocol === "email-json") return protocol;
  throw invalid(
    `Protocol Reason: AWS on this machine delivers to email and email-json only, not to ${protocol}`,
  );
}

/** Lists show `PendingConfirmation` where an ARN would be: that names no subscription. */
function subscriptionArn(parameters: URLSearchParams): string {
  const arn = parameters.get("SubscriptionArn") ?? "";
  const parts = arn.split(":").length;
  if (parts < 6) throw invalid(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${parts}`);
  return arn;
}

function entries(parameters: URLSearchParams, prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (let index = 1; parameters.has(`${prefix}${index}.key`); index++) {
    found[parameters.get(`${prefix}${index}.key`)!] = parameters.get(`${prefix}${index}.value`) ?? "";
  }
  return found;
}

function answer(operation: string, result?: string): AwsResponse {
  return queryAnswer(operation, snsNamespace, result);
}

function invalid(what: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${what}`);
}
