import {
  Bucket,
  BucketOwnershipControls,
  BucketPolicy,
  BucketPublicAccessBlock,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { bucketPolicy } from "./policies/deliveryPolicies";

/** The bucket that AWS Config delivers the history to, and what has to be there before it can. */
export interface HistoryBucket {
  /** Pulumi makes it up, for it has to be the only one of that name in all of AWS. */
  readonly bucketName: pulumi.Output<string>;
  /** What AWS Config needs before it delivers. */
  readonly ready: readonly pulumi.Resource[];
}

/** Makes a private, encrypted bucket that takes AWS Config's deliveries of this account, over TLS only. */
export function makeHistoryBucket(name: string, account: Account, parent: pulumi.Resource): HistoryBucket {
  const { bucket, arn } = new Bucket(
    `${name}-history`,
    {
      // The history belongs to the lab; without this a bucket that holds anything can't be destroyed.
      forceDestroy: true,
    },
    { parent },
  );
  new BucketServerSideEncryptionConfiguration(
    `${name}-history-encryption`,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  const ownership = new BucketOwnershipControls(
    `${name}-history-ownership`,
    // Refuses every ACL but bucket-owner-full-control, which is the one that AWS Config sends.
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  const closed = new BucketPublicAccessBlock(
    `${name}-history-public-access`,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    // S3 takes one change of a bucket's access at a time and answers a second one with OperationAborted.
    { parent, dependsOn: [ownership] },
  );
  const policy = new BucketPolicy(
    `${name}-history-policy`,
    { bucket, policy: pulumi.jsonStringify(arn.apply((text) => bucketPolicy(account, text))) },
    // As above.
    { parent, dependsOn: [closed] },
  );
  return { bucketName: bucket, ready: [policy] };
}
