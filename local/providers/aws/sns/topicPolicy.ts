import type { TopicPolicy, TopicPolicyArgs } from "@pulumi/aws/sns/topicPolicy";
import { output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { policy } from "../resource/jsonProperty";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

export default resourceType<TopicPolicyArgs, TopicPolicy>({
  token: "aws:sns/topicPolicy:TopicPolicy",
  properties: {
    arn: text({ required: true, replaces: true }),
    policy: policy({ required: true }),
    owner: output(),
  },
  gone: ["NotFoundException"],

  ...createdAndUpdatedBy((inputs, aws) => setPolicy(inputs.arn, inputs.policy, aws)),

  async read(id, aws) {
    const { Attributes = {} } = await aws.sns.getTopicAttributes({ TopicArn: id });
    return Attributes.Policy ? { arn: id, owner: Attributes.Owner, policy: Attributes.Policy } : undefined;
  },

  async delete(id, { owner }, aws) {
    // A topic always has a policy: deleting it restores the one that SNS gives a new topic.
    await setPolicy(id, defaultPolicy(id, owner), aws);
  },
});

async function setPolicy(TopicArn: string, AttributeValue: string, aws: AwsAccount): Promise<string> {
  await aws.sns.setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue });
  return TopicArn;
}

function defaultPolicy(topicArn: string, owner: string): string {
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
