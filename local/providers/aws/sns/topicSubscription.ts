import type { TopicSubscription, TopicSubscriptionArgs } from "@pulumi/aws/sns/topicSubscription";
import { onlyOffered } from "../../properties/faults";
import { flag, output, text } from "../../properties/property";
import { json } from "../resource/jsonProperty";
import { resourceType } from "../resource/resourceType";

export default resourceType<TopicSubscriptionArgs, TopicSubscription>({
  token: "aws:sns/topicSubscription:TopicSubscription",
  properties: {
    endpoint: text({ required: true, replaces: true }),
    filterPolicy: json(),
    filterPolicyScope: text({ computed: true, oneOf: ["MessageAttributes", "MessageBody"] }),
    protocol: text({ required: true, replaces: true, fault: onlyOffered("email", "email-json") }),
    topic: text({ required: true, replaces: true }),
    arn: output(),
    confirmationWasAuthenticated: flag({ output: true }),
    ownerId: output(),
    pendingConfirmation: flag({ output: true }),
  },
  gone: ["NotFoundException"],

  faults: ({ filterPolicy, filterPolicyScope }) =>
    filterPolicyScope !== undefined && filterPolicy === undefined
      ? [{ property: "filterPolicyScope", reason: "requires a filterPolicy" }]
      : [],

  async create({ topic, protocol, endpoint, filterPolicy, filterPolicyScope }, aws) {
    const { SubscriptionArn } = await aws.sns.subscribe({
      TopicArn: topic,
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: {
        ...(filterPolicyScope && { FilterPolicyScope: filterPolicyScope }),
        ...(filterPolicy && { FilterPolicy: filterPolicy }),
      },
      // Otherwise SNS returns no ARN before the subscription is confirmed.
      ReturnSubscriptionArn: true,
    });
    return SubscriptionArn ?? "";
  },

  async read(id, aws) {
    const { Attributes = {} } = await aws.sns.getSubscriptionAttributes({ SubscriptionArn: id });
    return {
      arn: id,
      confirmationWasAuthenticated: Attributes.ConfirmationWasAuthenticated === "true",
      endpoint: Attributes.Endpoint,
      filterPolicy: Attributes.FilterPolicy ?? "",
      filterPolicyScope: Attributes.FilterPolicyScope ?? "",
      ownerId: Attributes.Owner,
      pendingConfirmation: Attributes.PendingConfirmation === "true",
      protocol: Attributes.Protocol,
      topic: Attributes.TopicArn,
    };
  },

  async update(id, { news, has }, aws) {
    const set = (AttributeName: string, AttributeValue: string) =>
      aws.sns.setSubscriptionAttributes({ SubscriptionArn: id, AttributeName, AttributeValue });
    if (has("filterPolicyScope"))
      await set("FilterPolicyScope", news.filterPolicyScope ?? "MessageAttributes");
    // SNS removes the filter when it is empty.
    if (has("filterPolicy")) await set("FilterPolicy", news.filterPolicy ?? "{}");
  },

  async delete(id, _, aws) {
    const { Attributes } = await aws.sns.getSubscriptionAttributes({ SubscriptionArn: id });
    // SNS rejects it before the confirmation; such a subscription goes with its topic.
    if (Attributes?.PendingConfirmation !== "true") await aws.sns.unsubscribe({ SubscriptionArn: id });
  },
});
