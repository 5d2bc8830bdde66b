import type { Tag, TagArgs } from "@pulumi/aws/ec2/tag";
import { text } from "../../properties/property";
import { createdAndUpdatedBy, partsOf, resourceType } from "../resource/resourceType";

/** One tag of a resource that something else created. Like the released provider, it takes over a tag of the same key. */
export default resourceType<TagArgs, Tag>({
  token: "aws:ec2/tag:Tag",
  properties: {
    key: text({ required: true, replaces: true }),
    resourceId: text({ required: true, replaces: true }),
    value: text({ required: true }),
  },
  gone: ["InvalidGroup.NotFound", "InvalidID"],

  ...createdAndUpdatedBy(async ({ resourceId, key, value }, aws) => {
    await aws.ec2.createTags({ Resources: [resourceId], Tags: [{ Key: key, Value: value }] });
    return `${resourceId},${key}`;
  }),

  async read(id, aws) {
    const [resourceId = "", key = ""] = partsOf(id, "RESOURCE,KEY", ",");
    const { Tags = [] } = await aws.ec2.describeTags({
      Filters: [
        { Name: "resource-id", Values: [resourceId] },
        { Name: "key", Values: [key] },
      ],
    });
    const [tag] = Tags;
    return tag && { resourceId, key, value: tag.Value };
  },

  async delete(_, { resourceId, key }, aws) {
    await aws.ec2.deleteTags({ Resources: [resourceId], Tags: [{ Key: key }] });
  },
});
