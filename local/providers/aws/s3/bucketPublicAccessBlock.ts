import type {
  BucketPublicAccessBlock,
  BucketPublicAccessBlockArgs,
} from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { flag, text } from "../../properties/property";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

export default resourceType<BucketPublicAccessBlockArgs, BucketPublicAccessBlock>({
  token: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  properties: {
    blockPublicAcls: flag({ default: false }),
    blockPublicPolicy: flag({ default: false }),
    bucket: text({ required: true, replaces: true }),
    ignorePublicAcls: flag({ default: false }),
    restrictPublicBuckets: flag({ default: false }),
  },
  gone: ["NoSuchBucket", "NoSuchPublicAccessBlockConfiguration"],

  ...createdAndUpdatedBy(async (inputs, aws) => {
    await aws.s3.putPublicAccessBlock({
      Bucket: inputs.bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: inputs.blockPublicAcls,
        BlockPublicPolicy: inputs.blockPublicPolicy,
        IgnorePublicAcls: inputs.ignorePublicAcls,
        RestrictPublicBuckets: inputs.restrictPublicBuckets,
      },
    });
    return inputs.bucket;
  }),

  async read(id, aws) {
    const { PublicAccessBlockConfiguration: block } = await aws.s3.getPublicAccessBlock({ Bucket: id });
    return {
      blockPublicAcls: block?.BlockPublicAcls ?? false,
      blockPublicPolicy: block?.BlockPublicPolicy ?? false,
      bucket: id,
      ignorePublicAcls: block?.IgnorePublicAcls ?? false,
      restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
    };
  },

  async delete(id, _, aws) {
    await aws.s3.deletePublicAccessBlock({ Bucket: id });
  },
});
