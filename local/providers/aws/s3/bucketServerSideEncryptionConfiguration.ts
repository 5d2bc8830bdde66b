import type { ServerSideEncryption } from "@aws-sdk/client-s3";
import type {
  BucketServerSideEncryptionConfiguration,
  BucketServerSideEncryptionConfigurationArgs,
} from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { flag, object, set, text } from "../../properties/property";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

export default resourceType<
  BucketServerSideEncryptionConfigurationArgs,
  BucketServerSideEncryptionConfiguration
>({
  token: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  properties: {
    bucket: text({ required: true, replaces: true }),
    rules: set(
      object({
        applyServerSideEncryptionByDefault: object({
          kmsMasterKeyId: text(),
          sseAlgorithm: text({ required: true, oneOf: ["AES256", "aws:kms", "aws:kms:dsse"] }),
        }),
        bucketKeyEnabled: flag(),
      }),
      { required: true },
    ),
  },
  gone: ["NoSuchBucket", "ServerSideEncryptionConfigurationNotFoundError"],

  ...createdAndUpdatedBy(async ({ bucket, rules }, aws) => {
    const Rules = rules.map(({ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled }) => ({
      BucketKeyEnabled: bucketKeyEnabled,
      ApplyServerSideEncryptionByDefault: byDefault && {
        SSEAlgorithm: byDefault.sseAlgorithm as ServerSideEncryption,
        KMSMasterKeyID: byDefault.kmsMasterKeyId,
      },
    }));
    await aws.s3.putBucketEncryption({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } });
    return bucket;
  }),

  async read(id, aws) {
    const { ServerSideEncryptionConfiguration } = await aws.s3.getBucketEncryption({ Bucket: id });
    const rules = ServerSideEncryptionConfiguration?.Rules ?? [];
    return {
      bucket: id,
      rules: rules.map(({ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled }) => ({
        blockedEncryptionTypes: [],
        bucketKeyEnabled: BucketKeyEnabled ?? false,
        applyServerSideEncryptionByDefault: byDefault && {
          sseAlgorithm: byDefault.SSEAlgorithm ?? "",
          kmsMasterKeyId: byDefault.KMSMasterKeyID ?? "",
        },
      })),
    };
  },

  async delete(id, _, aws) {
    await aws.s3.deleteBucketEncryption({ Bucket: id });
  },
});
