import type { Topic, TopicArgs } from "@pulumi/aws/sns/topic";
import { matching } from "../../properties/faults";
import { output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { isGone } from "../account/awsError";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, taggedBy, toAwsTags } from "../resource/tags";

export default resourceType<TopicArgs, Topic>({
  token: "aws:sns/topic:Topic",
  properties: {
    displayName: text(),
    name: text({
      replaces: true,
      fault: matching(/^[\w-]{1,256}$/, "1 to 256 letters, digits, underscores and hyphens"),
    }),
    arn: output(),
    owner: output(),
  },
  autoName: { property: "name", maximum: 256 },
  tags: taggedBy(
    (aws, { arn }, tags) => aws.sns.tagResource({ ResourceArn: arn, Tags: toAwsTags(tags) }),
    (aws, { arn }, keys) => aws.sns.untagResource({ ResourceArn: arn, TagKeys: keys }),
  ),
  // The second is the error for the tags of a topic that doesn't exist.
  gone: ["NotFoundException", "ResourceNotFoundException"],

  async create({ name = "", displayName, tags }, aws) {
    // SNS returns the ARN of a topic that exists as if it had created it; the released provider looks before it creates
    // (pulumi-aws, patch "non-idempotent sns topic creation").
    if (await exists(name, aws)) throw new Error(`SNS Topic (${name}) already exists`);
    const { TopicArn } = await aws.sns.createTopic({
      Name: name,
      Attributes: displayName ? { DisplayName: displayName } : {},
      Tags: toAwsTags(aws.tags(tags)),
    });
    return TopicArn ?? "";
  },

  async read(id, aws) {
    const [{ Attributes = {} }, { Tags }] = await Promise.all([
      aws.sns.getTopicAttributes({ TopicArn: id }),
      aws.sns.listTagsForResource({ ResourceArn: id }),
    ]);
    return {
      arn: id,
      displayName: Attributes.DisplayName ?? "",
      name: id.split(":").at(-1),
      owner: Attributes.Owner,
      tagsAll: fromAwsTags(Tags),
    };
  },

  async update(id, { news }, aws) {
    const AttributeValue = news.displayName ?? "";
    await aws.sns.setTopicAttributes({ TopicArn: id, AttributeName: "DisplayName", AttributeValue });
  },

  async delete(id, _, aws) {
    await aws.sns.deleteTopic({ TopicArn: id });
  },
});

async function exists(name: string, aws: AwsAccount): Promise<boolean> {
  const { accountId } = await aws.caller();
  try {
    await aws.sns.getTopicAttributes({ TopicArn: aws.arn("sns", accountId, name) });
    return true;
  } catch (error) {
    if (isGone(error, ["NotFoundException"])) return false;
    throw error;
  }
}
