import type { Topic, TopicArgs } from "@pulumi/aws/sns/topic";
import { flag, number, output, text } from "../../properties/property";
import { resourceType, type InputsOf } from "../resource/resourceType";
import { json, policy } from "../resource/jsonProperty";
import { fromAwsTags, tagChanges, tagged, toAwsTags } from "../resource/tags";

/** Inputs that are attributes of the topic, and their names in SNS. */
const attributes = {
  contentBasedDeduplication: "ContentBasedDeduplication",
  deliveryPolicy: "DeliveryPolicy",
  displayName: "DisplayName",
  kmsMasterKeyId: "KmsMasterKeyId",
  policy: "Policy",
  signatureVersion: "SignatureVersion",
  tracingConfig: "TracingConfig",
} as const;

export default resourceType<TopicArgs, Topic>({
  token: "aws:sns/topic:Topic",
  properties: {
    contentBasedDeduplication: flag({ default: false }),
    deliveryPolicy: json(),
    displayName: text(),
    fifoTopic: flag({ default: false, replaces: true }),
    kmsMasterKeyId: text(),
    name: text({ replaces: true, fault: nameFault }),
    policy: policy({ computed: true }),
    region: text({ computed: true, replaces: true }),
    signatureVersion: number({ computed: true, oneOf: [1, 2] }),
    tracingConfig: text({ computed: true, oneOf: ["Active", "PassThrough"] }),
    ...tagged,
    arn: output(),
    owner: output(),
  },
  autoName: { property: "name", maximum: 256 },
  // The second is what asking for the tags of a topic that is gone brings.
  gone: ["NotFoundException", "ResourceNotFoundException"],

  async create(inputs, aws) {
    const { TopicArn } = await (
      await aws.sns()
    ).createTopic({
      Name: inputs.name,
      Attributes: { ...toAws(inputs), ...(inputs.fifoTopic ? { FifoTopic: "true" } : {}) },
      Tags: toAwsTags(aws.tags(inputs.tags)),
    });
    return TopicArn ?? "";
  },

  async read(id, aws) {
    const sns = await aws.sns();
    const [{ Attributes = {} }, { Tags }] = await Promise.all([
      sns.getTopicAttributes({ TopicArn: id }),
      sns.listTagsForResource({ ResourceArn: id }),
    ]);
    return {
      arn: id,
      contentBasedDeduplication: Attributes.ContentBasedDeduplication === "true",
      deliveryPolicy: Attributes.DeliveryPolicy ?? "",
      displayName: Attributes.DisplayName ?? "",
      fifoTopic: Attributes.FifoTopic === "true",
      kmsMasterKeyId: Attributes.KmsMasterKeyId ?? "",
      name: id.split(":").at(-1),
      owner: Attributes.Owner,
      policy: Attributes.Policy,
      signatureVersion: Number(Attributes.SignatureVersion ?? 0),
      tracingConfig: Attributes.TracingConfig ?? "",
      tagsAll: fromAwsTags(Tags),
    };
  },

  async update(id, { olds, news, has }, aws) {
    const sns = await aws.sns();
    for (const [input, AttributeName] of entries()) {
      if (!has(input)) continue;
      const AttributeValue = toAws(news)[AttributeName] ?? "";
      await sns.setTopicAttributes({ TopicArn: id, AttributeName, AttributeValue });
    }
    if (has("tags")) {
      const changes = tagChanges(olds.tagsAll, aws.tags(news.tags));
      if (changes.remove.length > 0) await sns.untagResource({ ResourceArn: id, TagKeys: changes.remove });
      const Tags = toAwsTags(changes.set);
      if (Tags.length > 0) await sns.tagResource({ ResourceArn: id, Tags });
    }
  },

  async delete(id, _, aws) {
    await (await aws.sns()).deleteTopic({ TopicArn: id });
  },
});

function entries() {
  return Object.entries(attributes) as [keyof typeof attributes, string][];
}

function toAws(inputs: InputsOf<TopicArgs, Topic>): Record<string, string> {
  return Object.fromEntries(
    entries().flatMap(([input, attribute]): [string, string][] => {
      const value = inputs[input];
      return value === undefined || value === false || value === "" ? [] : [[attribute, String(value)]];
    }),
  );
}

function nameFault(name: string): string | undefined {
  return /^[\w-]{1,256}(\.fifo)?$/.test(name)
    ? undefined
    : `1 to 256 letters, digits, underscores and hyphens expected, came ${JSON.stringify(name)}`;
}
