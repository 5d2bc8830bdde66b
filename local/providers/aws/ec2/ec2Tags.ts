import type { ResourceType, TagSpecification } from "@aws-sdk/client-ec2";
import type { AwsAccount } from "../account/awsAccount";
import { tagChanges, toAwsTags } from "../resource/tags";

/** Tags for a resource that is being made; undefined when there are none, for EC2 refuses an empty list. */
export function tagSpecifications(
  type: ResourceType,
  own: Record<string, string> | undefined,
  aws: AwsAccount,
): TagSpecification[] | undefined {
  const Tags = toAwsTags(aws.tags(own));
  return Tags.length > 0 ? [{ ResourceType: type, Tags }] : undefined;
}

/** Brings the tags of an EC2 resource from the old ones to those wanted. */
export async function retag(
  id: string,
  old: Record<string, string> | undefined,
  own: Record<string, string> | undefined,
  aws: AwsAccount,
): Promise<void> {
  const changes = tagChanges(old, aws.tags(own));
  const ec2 = await aws.ec2();
  if (changes.remove.length > 0) {
    await ec2.deleteTags({ Resources: [id], Tags: changes.remove.map((Key) => ({ Key })) });
  }
  if (Object.keys(changes.set).length > 0) {
    await ec2.createTags({ Resources: [id], Tags: toAwsTags(changes.set) });
  }
}
