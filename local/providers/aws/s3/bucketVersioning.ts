import type { BucketVersioningStatus } from "@aws-sdk/client-s3";
import type { BucketVersioning, BucketVersioningArgs } from "@pulumi/aws/s3/bucketVersioning";
import { object, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";

export default resourceType<BucketVersioningArgs, BucketVersioning>({
  token: "aws:s3/bucketVersioning:BucketVersioning",
  properties: {
    bucket: text({ required: true, replaces: true }),
    region: text({ computed: true, replaces: true }),
    versioningConfiguration: object(
      { status: text({ required: true, oneOf: ["Enabled", "Suspended", "Disabled"] }) },
      { required: true },
    ),
  },
  gone: ["NoSuchBucket"],

  async create({ bucket, versioningConfiguration }, aws) {
    // A bucket that never had versions is "Disabled", a state that can't be asked for.
    if (versioningConfiguration.status !== "Disabled")
      await write(bucket, versioningConfiguration.status, aws);
    return bucket;
  },

  async read(id, aws) {
    const { Status } = await (await aws.s3()).getBucketVersioning({ Bucket: id });
    return { bucket: id, versioningConfiguration: { mfaDelete: "", status: Status ?? "Disabled" } };
  },

  async update(id, { news }, aws) {
    await write(id, news.versioningConfiguration.status, aws);
  },

  async delete(id, state, aws) {
    if (state.versioningConfiguration.status === "Enabled") await write(id, "Suspended", aws);
  },
});

async function write(Bucket: string, status: string, aws: AwsAccount): Promise<void> {
  const VersioningConfiguration = { Status: status as BucketVersioningStatus };
  await (await aws.s3()).putBucketVersioning({ Bucket, VersioningConfiguration });
}
