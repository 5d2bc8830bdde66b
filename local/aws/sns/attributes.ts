import { AwsError } from "../service";
import { FilterPolicyFault, readFilterPolicy, type FilterPolicyScope } from "./filterPolicy";
import type { Subscription, SubscriptionFilter } from "./subscriptions";

/** Attributes that concern other kinds of endpoints: kept and returned, without effect on mails. */
const keptOnly = ["DeliveryPolicy", "RedrivePolicy", "ReplayPolicy", "ReplayStatus", "SubscriptionRoleArn"];

/**
 * Sets attributes of a subscription, all or, where one isn't valid, none.
 *
 * @throws AwsError InvalidParameter
 */
export function setAttributes(
  subscription: Subscription,
  attributes: Readonly<Record<string, string>>,
): void {
  const filter = filterAfter(subscription.filter, attributes);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "FilterPolicy" || name === "FilterPolicyScope") continue;
    if (name === "RawMessageDelivery") {
      if (value === "false") continue;
      throw invalid(
        `Attributes Reason: Delivery protocol [${subscription.protocol}] does not support raw message delivery.`,
      );
    }
    if (!keptOnly.includes(name)) throw invalid("AttributeName");
  }
  subscription.filter = filter;
  for (const [name, value] of Object.entries(attributes)) {
    if (keptOnly.includes(name)) subscription.others.set(name, value);
  }
}

/** The filter that a subscription has once these attributes are set. */
export function filterAfter(
  before: SubscriptionFilter | undefined,
  attributes: Readonly<Record<string, string>>,
): SubscriptionFilter {
  const scope = attributes.FilterPolicyScope ?? before?.scope ?? "MessageAttributes";
  if (!isScope(scope))
    throw invalid(
      `FilterPolicyScope: Invalid value [${scope}]. Please use either MessageBody or MessageAttributes`,
    );
  const policy = attributes.FilterPolicy ?? before?.policy ?? "";
  // The scope is kept, for a policy that a later request may set.
  if (policy === "" || policy === "{}") return { policy: "", scope, matches: () => true };
  try {
    return { policy, scope, matches: readFilterPolicy(policy, scope) };
  } catch (error) {
    if (error instanceof FilterPolicyFault) throw invalid(`FilterPolicy: ${error.message}`);
    throw error;
  }
}

/** All that GetSubscriptionAttributes returns. */
export function attributesOf(subscription: Subscription, owner: string): Record<string, string> {
  const { arn, topicArn, endpoint, protocol, principal, confirmed, authenticated, filter } = subscription;
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Owner: owner,
    Endpoint: endpoint,
    Protocol: protocol,
    SubscriptionPrincipal: principal,
    PendingConfirmation: String(!confirmed),
    ConfirmationWasAuthenticated: String(authenticated),
    RawMessageDelivery: "false",
    ...(filter.policy ? { FilterPolicy: filter.policy, FilterPolicyScope: filter.scope } : {}),
    ...Object.fromEntries(subscription.others),
  };
}

function isScope(text: string): text is FilterPolicyScope {
  return text === "MessageAttributes" || text === "MessageBody";
}

function invalid(what: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${what}`);
}
