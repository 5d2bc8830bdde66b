import { orAbsent } from "../../failures";
import { text, type ResourceKind } from "./kind";

export const snsKinds: Readonly<Record<string, ResourceKind>> = {
  "aws:sns/topic:Topic": {
    note: "its policy and its subscription go with it; the new subscription has to be confirmed again",
    count: async (resource, { sns }) => {
      const { Topics = [] } = await sns.listTopics({});
      return Topics.filter(({ TopicArn }) => TopicArn === text(resource, "arn")).length;
    },
    remove: async (resource, { sns }) => {
      await sns.deleteTopic({ TopicArn: text(resource, "arn") });
    },
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    note: "set back to SNS's default policy, since a topic always has one",
    count: async (resource, { sns }) => {
      const topic = await orAbsent(
        sns.getTopicAttributes({ TopicArn: text(resource, "arn") }),
        "NotFoundException",
      );
      return topic?.Attributes?.Policy?.includes("config.amazonaws.com") ? 1 : 0;
    },
    remove: async (resource, { sns }) => {
      const TopicArn = text(resource, "arn");
      const owner = TopicArn.split(":")[4];
      const statement = {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes", "SNS:SetTopicAttributes"],
        Resource: TopicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": owner } },
      };
      await sns.setTopicAttributes({
        TopicArn,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify({
          Version: "2008-10-17",
          Id: "__default_policy_ID",
          Statement: [statement],
        }),
      });
    },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    note: "confirmed first: SNS deletes no subscription that is pending; the new one has to be confirmed again",
    count: async (resource, { sns }) => {
      const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({
        TopicArn: text(resource, "topic"),
      });
      return Subscriptions.filter(({ Endpoint }) => Endpoint === text(resource, "endpoint")).length;
    },
    remove: async (resource, { sns }) => {
      const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({
        TopicArn: text(resource, "topic"),
      });
      for (const { SubscriptionArn, Endpoint } of Subscriptions)
        if (Endpoint === text(resource, "endpoint")) await sns.unsubscribe({ SubscriptionArn });
    },
  },
};
