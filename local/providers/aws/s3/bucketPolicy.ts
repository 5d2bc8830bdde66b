import type { BucketPolicy, BucketPolicyArgs } from "@pulumi/aws/s3/bucketPolicy";
import { text } from "../../properties/property";
import { policy } from "../resource/jsonProperty";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

export default resourceType<BucketPolicyArgs, BucketPolicy>({
  token: "aws:s3/bucketPolicy:BucketPolicy",
  properties: {
    bucket: text({ required: true, replaces: true }),
    policy: policy({ required: true }),
  },
  gone: ["NoSuchBucket", "NoSuchBucketPolicy"],

  ...createdAndUpdatedBy(async ({ bucket, policy: Policy }, aws) => {
    await aws.s3.putBucketPolicy({ Bucket: bucket, Policy });
    return bucket;
  }),

  async read(id, aws) {
    const { Policy } = await aws.s3.getBucketPolicy({ Bucket: id });
    return { bucket: id, policy: Policy };
  },

  async delete(id, _, aws) {
    await aws.s3.deleteBucketPolicy({ Bucket: id });
  },
});
