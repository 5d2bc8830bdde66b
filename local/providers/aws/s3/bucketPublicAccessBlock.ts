import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";
import type {
  BucketPublicAccessBlock,
  BucketPublicAccessBlockArgs,
} from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { flag, text } from "../../properties/property";
import { resourceType, type InputsOf } from "../resource/resourceType";

export default resourceType<BucketPublicAccessBlockArgs, BucketPublicAccessBlock>({
  token: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  properties: {
    blockPublicAcls: flag({ default: false }),
    blockPublicPolicy: flag({ default: false }),
    bucket: text({ required: true, replaces: true }),
    ignorePublicAcls: flag({ default: false }),
    region: text({ computed: true, replaces: true }),
    restrictPublicBuckets: flag({ default: false }),
    skipDestroy: flag({ unread: true }),
  },
  gone: ["NoSuchBucket", "NoSuchPublicAccessBlockConfiguration"],

  async create(inputs, aws) {
    await (
      await aws.s3()
    ).putPublicAccessBlock({ Bucket: inputs.bucket, PublicAccessBlockConfiguration: configuration(inputs) });
    return inputs.bucket;
  },

  async read(id, aws) {
    const { PublicAccessBlockConfiguration: block } = await (
      await aws.s3()
    ).getPublicAccessBlock({ Bucket: id });
    return {
      blockPublicAcls: block?.BlockPublicAcls ?? false,
      blockPublicPolicy: block?.BlockPublicPolicy ?? false,
      bucket: id,
      ignorePublicAcls: block?.IgnorePublicAcls ?? false,
      restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
    };
  },

  async update(id, { news }, aws) {
    await (
      await aws.s3()
    ).putPublicAccessBlock({ Bucket: id, PublicAccessBlockConfiguration: configuration(news) });
  },

  async delete(id, state, aws) {
    if (state.skipDestroy) return;
    await (await aws.s3()).deletePublicAccessBlock({ Bucket: id });
  },
});

function configuration(
  inputs: InputsOf<BucketPublicAccessBlockArgs, BucketPublicAccessBlock>,
): PublicAccessBlockConfiguration {
  return {
    BlockPublicAcls: inputs.blockPublicAcls,
    BlockPublicPolicy: inputs.blockPublicPolicy,
    IgnorePublicAcls: inputs.ignorePublicAcls,
    RestrictPublicBuckets: inputs.restrictPublicBuckets,
  };
}
