import type { ObjectOwnership } from "@aws-sdk/client-s3";
import type {
  BucketOwnershipControls,
  BucketOwnershipControlsArgs,
} from "@pulumi/aws/s3/bucketOwnershipControls";
import { object, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";

export default resourceType<BucketOwnershipControlsArgs, BucketOwnershipControls>({
  token: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  properties: {
    bucket: text({ required: true, replaces: true }),
    region: text({ computed: true, replaces: true }),
    rule: object(
      {
        objectOwnership: text({
          required: true,
          oneOf: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
        }),
      },
      { required: true },
    ),
  },
  gone: ["NoSuchBucket", "OwnershipControlsNotFoundError"],

  async create({ bucket, rule }, aws) {
    await write(bucket, rule.objectOwnership, aws);
    return bucket;
  },

  async read(id, aws) {
    const { OwnershipControls } = await (await aws.s3()).getBucketOwnershipControls({ Bucket: id });
    const ownership = OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    return ownership && { bucket: id, rule: { objectOwnership: ownership } };
  },

  async update(id, { news }, aws) {
    await write(id, news.rule.objectOwnership, aws);
  },

  async delete(id, _, aws) {
    await (await aws.s3()).deleteBucketOwnershipControls({ Bucket: id });
  },
});

async function write(Bucket: string, ownership: string, aws: AwsAccount): Promise<void> {
  const Rules = [{ ObjectOwnership: ownership as ObjectOwnership }];
  await (await aws.s3()).putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules } });
}
