import type { BucketLocationConstraint, S3 } from "@aws-sdk/client-s3";
import type { Bucket, BucketArgs } from "@pulumi/aws/s3/bucket";
import { flag, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";
import { isGone } from "../account/awsError";
import { fromAwsTags, tagged, toAwsTags } from "../resource/tags";

/** What the old bucket type configures in line (ACL, policy, versioning, …) has resources of its own. */
export default resourceType<BucketArgs, Bucket>({
  token: "aws:s3/bucket:Bucket",
  properties: {
    bucket: text({ computed: true, replaces: true, fault: nameFault }),
    forceDestroy: flag({ default: false, unread: true }),
    objectLockEnabled: flag({ computed: true, replaces: true }),
    region: text({ computed: true, replaces: true }),
    ...tagged,
    arn: output(),
    bucketDomainName: output(),
    bucketRegion: output(),
    bucketRegionalDomainName: output(),
  },
  autoName: { property: "bucket", maximum: 63, lowerCase: true },
  gone: ["NoSuchBucket", "NotFound"],

  async create(inputs, aws) {
    await (
      await aws.s3()
    ).createBucket({
      Bucket: inputs.bucket,
      ObjectLockEnabledForBucket: inputs.objectLockEnabled,
      // The first region is named by leaving it out.
      ...(aws.region === "us-east-1"
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: aws.region as BucketLocationConstraint } }),
    });
    return inputs.bucket ?? "";
  },

  async complete(id, inputs, aws) {
    const tags = aws.tags(inputs.tags);
    if (Object.keys(tags).length > 0) await writeTags(id, tags, aws);
  },

  async read(id, aws) {
    const s3 = await aws.s3();
    await s3.headBucket({ Bucket: id });
    const { dnsSuffix, id: partition } = aws.partition;
    return {
      arn: `arn:${partition}:s3:::${id}`,
      bucket: id,
      bucketDomainName: `${id}.s3.${dnsSuffix}`,
      bucketRegion: aws.region,
      bucketRegionalDomainName: `${id}.s3.${aws.region}.${dnsSuffix}`,
      objectLockEnabled: await hasObjectLock(s3, id),
      tagsAll: await readTags(s3, id),
    };
  },

  async update(id, { news, has }, aws) {
    if (has("tags")) await writeTags(id, aws.tags(news.tags), aws);
  },

  async delete(id, state, aws) {
    const s3 = await aws.s3();
    if (state.forceDestroy) await empty(s3, id);
    await s3.deleteBucket({ Bucket: id });
  },
});

async function readTags(s3: S3, Bucket: string): Promise<Record<string, string>> {
  try {
    return fromAwsTags((await s3.getBucketTagging({ Bucket })).TagSet);
  } catch (error) {
    // S3 answers a bucket without tags with an error.
    if (isGone(error, ["NoSuchTagSet"])) return {};
    throw error;
  }
}

async function writeTags(Bucket: string, tags: Record<string, string>, aws: AwsAccount): Promise<void> {
  const s3 = await aws.s3();
  const TagSet = toAwsTags(tags);
  if (TagSet.length === 0) await s3.deleteBucketTagging({ Bucket });
  else await s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
}

async function hasObjectLock(s3: S3, Bucket: string): Promise<boolean> {
  try {
    const { ObjectLockConfiguration } = await s3.getObjectLockConfiguration({ Bucket });
    return ObjectLockConfiguration?.ObjectLockEnabled === "Enabled";
  } catch (error) {
    if (isGone(error, ["ObjectLockConfigurationNotFoundError"])) return false;
    throw error;
  }
}

/** Deletes every version of every object, a thousand a request, which is S3's limit. */
async function empty(s3: S3, Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    const { Errors } = await s3.deleteObjects({
      Bucket,
      Delete: { Objects: Objects.slice(0, 1000), Quiet: true },
    });
    const [first] = Errors ?? [];
    if (first) throw new Error(`${first.Code}: ${first.Message} (emptying the bucket, object ${first.Key})`);
  }
}

function nameFault(name: string): string | undefined {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)
    ? undefined
    : `3 to 63 lower-case letters, digits, dots and hyphens expected, came ${JSON.stringify(name)}`;
}
