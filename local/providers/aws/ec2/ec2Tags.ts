import type { ResourceType, TagSpecification } from "@aws-sdk/client-ec2";
import type { AwsAccount } from "../account/awsAccount";
import { taggedBy, toAwsTags } from "../resource/tags";

/** Tags for a new resource; undefined when there are none, because EC2 rejects an empty list. */
export function tagSpecifications(
  type: ResourceType,
  own: Record<string, string> | undefined,
  aws: AwsAccount,
): TagSpecification[] | undefined {
  const Tags = toAwsTags(aws.tags(own));
  return Tags.length > 0 ? [{ ResourceType: type, Tags }] : undefined;
}

/** EC2 has one pair of calls for the tags of all its resources. */
export const ec2Tags = taggedBy(
  (aws, { id }, tags) => aws.ec2.createTags({ Resources: [id], Tags: toAwsTags(tags) }),
  (aws, { id }, keys) => aws.ec2.deleteTags({ Resources: [id], Tags: keys.map((Key) => ({ Key })) }),
);
