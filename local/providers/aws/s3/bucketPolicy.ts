import type { BucketPolicy, BucketPolicyArgs } from "@pulumi/aws/s3/bucketPolicy";
import { text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { policy } from "../resource/jsonProperty";

export default resourceType<BucketPolicyArgs, BucketPolicy>({
  token: "aws:s3/bucketPolicy:BucketPolicy",
  properties: {
    bucket: text({ required: true, replaces: true }),
    policy: policy({ required: true }),
    region: text({ computed: true, replaces: true }),
  },
  gone: ["NoSuchBucket", "NoSuchBucketPolicy"],

  async create(inputs, aws) {
    await (await aws.s3()).putBucketPolicy({ Bucket: inputs.bucket, Policy: inputs.policy });
    return inputs.bucket;
  },

  async read(id, aws) {
    const { Policy } = await (await aws.s3()).getBucketPolicy({ Bucket: id });
    return { bucket: id, policy: Policy };
  },

  async update(id, { news }, aws) {
    await (await aws.s3()).putBucketPolicy({ Bucket: id, Policy: news.policy });
  },

  async delete(id, _, aws) {
    await (await aws.s3()).deleteBucketPolicy({ Bucket: id });
  },
});
