import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import type { Bucket, BucketArgs } from "@pulumi/aws/s3/bucket";
import { matching } from "../../properties/faults";
import { flag, output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { isGone } from "../account/awsError";
import { resourceType } from "../resource/resourceType";
import { fromAwsTags, toAwsTags, type Tags } from "../resource/tags";

const firstRegion = "us-east-1";

/** Without what the old bucket type configures in line (ACL, policy, versioning, …) and resources of their own do. */
export default resourceType<BucketArgs, Bucket>({
  token: "aws:s3/bucket:Bucket",
  properties: {
    bucket: text({
      computed: true,
      replaces: true,
      fault: matching(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "3 to 63 lower-case letters, digits, dots and hyphens",
      ),
    }),
    forceDestroy: flag({ default: false, unread: true }),
    arn: output(),
    bucketDomainName: output(),
    bucketRegion: output(),
    bucketRegionalDomainName: output(),
  },
  autoName: { property: "bucket", maximum: 63, lowerCase: true },
  tags: (aws, { id }, { wanted }) => putTags(id, wanted, aws),
  gone: ["NoSuchBucket", "NotFound"],

  async create({ bucket = "" }, aws) {
    // S3's first region alone returns success for a bucket that the account owns already, and resets its ACL; the released
    // provider looks before it creates there (hashicorp/terraform-provider-aws, s3/bucket.go).
    if (aws.region === firstRegion && (await exists(bucket, aws))) {
      throw new Error(`creating S3 Bucket (${bucket}): BucketAlreadyExists`);
    }
    const LocationConstraint = aws.region as BucketLocationConstraint;
    await aws.s3.createBucket({
      Bucket: bucket,
      // S3 rejects the name of its first region.
      CreateBucketConfiguration: aws.region === firstRegion ? undefined : { LocationConstraint },
    });
    return bucket;
  },

  async complete(id, inputs, aws) {
    const tags = aws.tags(inputs.tags);
    if (Object.keys(tags).length > 0) await putTags(id, tags, aws);
  },

  async read(id, aws) {
    await aws.s3.headBucket({ Bucket: id });
    const { dnsSuffix, id: partition } = aws.partition;
    return {
      arn: `arn:${partition}:s3:::${id}`,
      bucket: id,
      bucketDomainName: `${id}.s3.${dnsSuffix}`,
      bucketRegion: aws.region,
      bucketRegionalDomainName: `${id}.s3.${aws.region}.${dnsSuffix}`,
      tagsAll: await readTags(id, aws),
    };
  },

  // Only `forceDestroy` can change in place, and S3 doesn't know it.
  update: () => Promise.resolve(),

  async delete(id, { forceDestroy }, aws) {
    if (forceDestroy) await empty(id, aws);
    await aws.s3.deleteBucket({ Bucket: id });
  },
});

async function exists(Bucket: string, aws: AwsAccount): Promise<boolean> {
  try {
    await aws.s3.headBucket({ Bucket });
    return true;
  } catch (error) {
    if (isGone(error, ["NoSuchBucket", "NotFound"])) return false;
    throw error;
  }
}

async function readTags(Bucket: string, aws: AwsAccount): Promise<Tags> {
  try {
    return fromAwsTags((await aws.s3.getBucketTagging({ Bucket })).TagSet);
  } catch (error) {
    // S3 returns an error for a bucket without tags.
    if (isGone(error, ["NoSuchTagSet"])) return {};
    throw error;
  }
}

async function putTags(Bucket: string, tags: Tags, aws: AwsAccount): Promise<void> {
  const TagSet = toAwsTags(tags);
  if (TagSet.length === 0) await aws.s3.deleteBucketTagging({ Bucket });
  else await aws.s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
}

/** S3's limit of objects in one DeleteObjects request. */
const objectsPerRequest = 1000;

/** Deletes every version of every object. */
async function empty(Bucket: string, aws: AwsAccount): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await aws.s3.listObjectVersions({ Bucket });
    const Objects = [...Versions, ...DeleteMarkers]
      .slice(0, objectsPerRequest)
      .map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    const { Errors } = await aws.s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
    const [first] = Errors ?? [];
    if (first) throw new Error(`${first.Code}: ${first.Message} (emptying the bucket, object ${first.Key})`);
  }
}
