import type { TopicSubscription, TopicSubscriptionArgs } from "@pulumi/aws/sns/topicSubscription";
import { flag, number, output, text } from "../../properties/property";
import { resourceType, type InputsOf } from "../resource/resourceType";
import { json } from "../resource/jsonProperty";

/** Inputs that are attributes of the subscription, and their names in SNS. */
const attributes = {
  deliveryPolicy: "DeliveryPolicy",
  filterPolicyScope: "FilterPolicyScope",
  filterPolicy: "FilterPolicy",
  rawMessageDelivery: "RawMessageDelivery",
  redrivePolicy: "RedrivePolicy",
  replayPolicy: "ReplayPolicy",
  subscriptionRoleArn: "SubscriptionRoleArn",
} as const;

const protocols = ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"];

export default resourceType<TopicSubscriptionArgs, TopicSubscription>({
  token: "aws:sns/topicSubscription:TopicSubscription",
  properties: {
    confirmationTimeoutInMinutes: number({ default: 1, unread: true }),
    deliveryPolicy: json(),
    endpoint: text({ required: true, replaces: true }),
    endpointAutoConfirms: flag({ default: false, unread: true }),
    filterPolicy: json(),
    filterPolicyScope: text({ computed: true, oneOf: ["MessageAttributes", "MessageBody"] }),
    protocol: text({ required: true, replaces: true, oneOf: protocols }),
    rawMessageDelivery: flag({ default: false }),
    redrivePolicy: json(),
    region: text({ computed: true, replaces: true }),
    replayPolicy: json(),
    subscriptionRoleArn: text(),
    topic: text({ required: true, replaces: true }),
    arn: output(),
    confirmationWasAuthenticated: flag({ output: true }),
    ownerId: output(),
    pendingConfirmation: flag({ output: true }),
  },
  gone: ["NotFoundException"],

  faults: (inputs) =>
    inputs.filterPolicyScope !== undefined && inputs.filterPolicy === undefined
      ? [{ property: "filterPolicyScope", reason: "a scope needs a filterPolicy, and none is given" }]
      : [],

  async create(inputs, aws) {
    const { SubscriptionArn } = await (
      await aws.sns()
    ).subscribe({
      TopicArn: inputs.topic,
      Protocol: inputs.protocol,
      Endpoint: inputs.endpoint,
      Attributes: toAws(inputs),
      // Otherwise a subscription that waits for its confirmation has no ARN to know it by.
      ReturnSubscriptionArn: true,
    });
    return SubscriptionArn ?? "";
  },

  async read(id, aws) {
    const { Attributes = {} } = await (await aws.sns()).getSubscriptionAttributes({ SubscriptionArn: id });
    return {
      arn: id,
      confirmationWasAuthenticated: Attributes.ConfirmationWasAuthenticated === "true",
      deliveryPolicy: Attributes.DeliveryPolicy ?? "",
      endpoint: Attributes.Endpoint,
      filterPolicy: Attributes.FilterPolicy ?? "",
      filterPolicyScope: Attributes.FilterPolicyScope ?? "",
      ownerId: Attributes.Owner,
      pendingConfirmation: Attributes.PendingConfirmation === "true",
      protocol: Attributes.Protocol,
      rawMessageDelivery: Attributes.RawMessageDelivery === "true",
      redrivePolicy: Attributes.RedrivePolicy ?? "",
      replayPolicy: Attributes.ReplayPolicy ?? "",
      subscriptionRoleArn: Attributes.SubscriptionRoleArn ?? "",
      topic: Attributes.TopicArn,
    };
  },

  async update(id, { news, has }, aws) {
    const sns = await aws.sns();
    for (const [input, AttributeName] of entries()) {
      if (!has(input)) continue;
      const AttributeValue = toAws(news)[AttributeName] ?? emptyValue(AttributeName);
      await sns.setSubscriptionAttributes({ SubscriptionArn: id, AttributeName, AttributeValue });
    }
  },

  async delete(id, _, aws) {
    const sns = await aws.sns();
    const { Attributes } = await sns.getSubscriptionAttributes({ SubscriptionArn: id });
    // SNS refuses to end a subscription that nobody confirmed; it goes with its topic.
    if (Attributes?.PendingConfirmation === "true") return;
    await sns.unsubscribe({ SubscriptionArn: id });
  },
});

function entries() {
  return Object.entries(attributes) as [keyof typeof attributes, string][];
}

function toAws(inputs: InputsOf<TopicSubscriptionArgs, TopicSubscription>): Record<string, string> {
  return Object.fromEntries(
    entries().flatMap(([input, attribute]): [string, string][] => {
      const value = inputs[input];
      return value === undefined || value === false || value === "" ? [] : [[attribute, String(value)]];
    }),
  );
}

/** How SNS is told to take an attribute away. */
function emptyValue(attribute: string): string {
  if (attribute === "RawMessageDelivery") return "false";
  return attribute.endsWith("Policy") && attribute !== "FilterPolicy" ? "" : "{}";
}
