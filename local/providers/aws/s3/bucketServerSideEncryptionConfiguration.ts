import type { ServerSideEncryption, ServerSideEncryptionRule } from "@aws-sdk/client-s3";
import type {
  BucketServerSideEncryptionConfiguration,
  BucketServerSideEncryptionConfigurationArgs,
} from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { flag, object, set, text } from "../../properties/property";
import { resourceType, type StateOf } from "../resource/resourceType";

type Rules = StateOf<BucketServerSideEncryptionConfiguration>["rules"];

export default resourceType<
  BucketServerSideEncryptionConfigurationArgs,
  BucketServerSideEncryptionConfiguration
>({
  token: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  properties: {
    bucket: text({ required: true, replaces: true }),
    region: text({ computed: true, replaces: true }),
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

  async create(inputs, aws) {
    await (
      await aws.s3()
    ).putBucketEncryption({
      Bucket: inputs.bucket,
      ServerSideEncryptionConfiguration: { Rules: toAws(inputs.rules) },
    });
    return inputs.bucket;
  },

  async read(id, aws) {
    const { ServerSideEncryptionConfiguration } = await (await aws.s3()).getBucketEncryption({ Bucket: id });
    return { bucket: id, rules: fromAws(ServerSideEncryptionConfiguration?.Rules ?? []) };
  },

  async update(id, { news }, aws) {
    await (
      await aws.s3()
    ).putBucketEncryption({ Bucket: id, ServerSideEncryptionConfiguration: { Rules: toAws(news.rules) } });
  },

  async delete(id, _, aws) {
    await (await aws.s3()).deleteBucketEncryption({ Bucket: id });
  },
});

function toAws(rules: Rules): ServerSideEncryptionRule[] {
  return rules.map(({ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled }) => ({
    BucketKeyEnabled: bucketKeyEnabled,
    ApplyServerSideEncryptionByDefault: byDefault && {
      SSEAlgorithm: byDefault.sseAlgorithm as ServerSideEncryption,
      KMSMasterKeyID: byDefault.kmsMasterKeyId,
    },
  }));
}

function fromAws(rules: readonly ServerSideEncryptionRule[]): Rules {
  return rules.map(({ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled }) => ({
    blockedEncryptionTypes: [],
    bucketKeyEnabled: BucketKeyEnabled ?? false,
    applyServerSideEncryptionByDefault: byDefault && {
      sseAlgorithm: byDefault.SSEAlgorithm ?? "",
      kmsMasterKeyId: byDefault.KMSMasterKeyID ?? "",
    },
  }));
}
