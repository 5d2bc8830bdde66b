import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { orAbsent } from "../../failures";
import { one, text, type ResourceKind } from "./kind";

async function empty(Bucket: string, { s3 }: AwsClients): Promise<void> {
  for (;;) {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket });
    if (Contents.length === 0) return;
    await s3.deleteObjects({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } });
  }
}

export const s3Kinds: Readonly<Record<string, ResourceKind>> = {
  "aws:s3/bucket:Bucket": {
    note: "emptied first; its settings go with it; the new one has a new name, and the history starts again",
    count: async (_, { s3 }) =>
      ((await s3.listBuckets({})).Buckets ?? []).filter(({ Name }) => Name?.startsWith("monitoring-history-"))
        .length,
    remove: async (resource, clients) => {
      const Bucket = text(resource, "bucket");
      await empty(Bucket, clients);
      await clients.s3.deleteBucket({ Bucket });
    },
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    count: async (resource, { s3 }) =>
      one(
        await orAbsent(
          s3.getBucketEncryption({ Bucket: text(resource, "bucket") }),
          "ServerSideEncryptionConfigurationNotFoundError",
        ),
      ),
    remove: async (resource, { s3 }) => {
      await s3.deleteBucketEncryption({ Bucket: text(resource, "bucket") });
    },
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    count: async (resource, { s3 }) =>
      one(
        await orAbsent(
          s3.getBucketOwnershipControls({ Bucket: text(resource, "bucket") }),
          "OwnershipControlsNotFoundError",
        ),
      ),
    remove: async (resource, { s3 }) => {
      await s3.deleteBucketOwnershipControls({ Bucket: text(resource, "bucket") });
    },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    count: async (resource, { s3 }) =>
      one(
        await orAbsent(
          s3.getPublicAccessBlock({ Bucket: text(resource, "bucket") }),
          "NoSuchPublicAccessBlockConfiguration",
        ),
      ),
    remove: async (resource, { s3 }) => {
      await s3.deletePublicAccessBlock({ Bucket: text(resource, "bucket") });
    },
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    count: async (resource, { s3 }) =>
      one(await orAbsent(s3.getBucketPolicy({ Bucket: text(resource, "bucket") }), "NoSuchBucketPolicy")),
    remove: async (resource, { s3 }) => {
      await s3.deleteBucketPolicy({ Bucket: text(resource, "bucket") });
    },
  },
};
