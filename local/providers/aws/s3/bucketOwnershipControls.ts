import type { ObjectOwnership } from "@aws-sdk/client-s3";
import type {
  BucketOwnershipControls,
  BucketOwnershipControlsArgs,
} from "@pulumi/aws/s3/bucketOwnershipControls";
import { object, text } from "../../properties/property";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

const ownerships = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];

export default resourceType<BucketOwnershipControlsArgs, BucketOwnershipControls>({
  token: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  properties: {
    bucket: text({ required: true, replaces: true }),
    rule: object({ objectOwnership: text({ required: true, oneOf: ownerships }) }, { required: true }),
  },
  gone: ["NoSuchBucket", "OwnershipControlsNotFoundError"],

  ...createdAndUpdatedBy(async ({ bucket, rule }, aws) => {
    const Rules = [{ ObjectOwnership: rule.objectOwnership as ObjectOwnership }];
    await aws.s3.putBucketOwnershipControls({ Bucket: bucket, OwnershipControls: { Rules } });
    return bucket;
  }),

  async read(id, aws) {
    const { OwnershipControls } = await aws.s3.getBucketOwnershipControls({ Bucket: id });
    const objectOwnership = OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    return objectOwnership && { bucket: id, rule: { objectOwnership } };
  },

  async delete(id, _, aws) {
    await aws.s3.deleteBucketOwnershipControls({ Bucket: id });
  },
});
