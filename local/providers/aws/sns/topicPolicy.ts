import type { TopicPolicy, TopicPolicyArgs } from "@pulumi/aws/sns/topicPolicy";
import { output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";
import { policy } from "../resource/jsonProperty";

export default resourceType<TopicPolicyArgs, TopicPolicy>({
  token: "aws:sns/topicPolicy:TopicPolicy",
  properties: {
    arn: text({ required: true, replaces: true }),
    policy: policy({ required: true }),
    region: text({ computed: true, replaces: true }),
    owner: output(),
  },
  gone: ["NotFoundException"],

  async create(inputs, aws) {
    await write(inputs.arn, inputs.policy, aws);
    return inputs.arn;
  },

  async read(id, aws) {
    const { Attributes = {} } = await (await aws.sns()).getTopicAttributes({ TopicArn: id });
    if (!Attributes.Policy) return undefined;
    return { arn: id, owner: Attributes.Owner, policy: Attributes.Policy };
  },

  async update(id, { news }, aws) {
    await write(id, news.policy, aws);
  },

  async delete(id, state, aws) {
    // A topic always has a policy: what goes back is the one SNS gives a new topic.
    await write(id, ownersPolicy(id, state.owner), aws);
  },
});

async function write(TopicArn: string, AttributeValue: string, aws: AwsAccount): Promise<void> {
  await (await aws.sns()).setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue });
}

function ownersPolicy(topicArn: string, owner: string): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: topicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": owner } },
      },
    ],
  });
}
