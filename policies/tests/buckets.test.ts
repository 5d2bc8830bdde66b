import { deepStrictEqual } from "node:assert";
import { bucketPolicy } from "../../components/policies/deliveryPolicies";
import { encryptedBuckets } from "../encryptedBuckets";
import type { StackPolicy, StackResource } from "../labPolicy";
import { privateBuckets } from "../privateBuckets";
import { tlsOnlyBuckets } from "../tlsOnlyBuckets";
import { document, inStack, settingsWith } from "./examples";

const bucket = inStack("aws:s3/bucket:Bucket", "history");
const ofBucket = (type: string, props: Record<string, unknown>, of = bucket) =>
  inStack(`aws:s3/${type}`, `${of.name}-setting`, props, { propertyDependencies: { bucket: [of] } });
const violations = (policy: StackPolicy, ...resources: StackResource[]) =>
  policy.violations(resources, settingsWith());

describe("private-buckets", () => {
  const all = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  };
  const block = (props: Record<string, unknown>) =>
    ofBucket("bucketPublicAccessBlock:BucketPublicAccessBlock", props);

  it("is met by a bucket with all four settings", () => {
    deepStrictEqual(violations(privateBuckets, bucket, block(all)), []);
  });

  it("is violated by a bucket without a block", () => {
    deepStrictEqual(violations(privateBuckets, bucket), [
      {
        urn: bucket.urn,
        message: "Bucket history may be made public: expected a BucketPublicAccessBlock for it, got none.",
      },
    ]);
  });

  it("is violated by each setting that isn't on", () => {
    const open = block({ ...all, blockPublicPolicy: false, ignorePublicAcls: undefined });
    deepStrictEqual(violations(privateBuckets, bucket, open), [
      {
        urn: open.urn,
        message:
          "Bucket history may be made public: expected blockPublicPolicy, ignorePublicAcls to be true.",
      },
    ]);
  });

  it("is violated by a bucket whose block is another one's", () => {
    const other = inStack("aws:s3/bucket:Bucket", "other");
    deepStrictEqual(
      violations(privateBuckets, bucket, other, block(all)).map(({ urn }) => urn),
      [other.urn],
    );
  });
});

describe("encrypted-buckets", () => {
  const encryption = (sseAlgorithm: string) =>
    ofBucket("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", {
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
    });

  it("is met by a bucket with AES256 or KMS", () => {
    deepStrictEqual(violations(encryptedBuckets, bucket, encryption("AES256")), []);
    deepStrictEqual(violations(encryptedBuckets, bucket, encryption("aws:kms")), []);
  });

  it("is violated by a bucket without encryption, or with an unknown one", () => {
    const violation = {
      urn: bucket.urn,
      message:
        "Bucket history isn't encrypted: expected a BucketServerSideEncryptionConfiguration for it with one of AES256, aws:kms, aws:kms:dsse.",
    };
    deepStrictEqual(violations(encryptedBuckets, bucket), [violation]);
    deepStrictEqual(violations(encryptedBuckets, bucket, encryption("ROT13")), [violation]);
  });
});

describe("tls-only-buckets", () => {
  const arn = "arn:aws:s3:::history";
  const account = { id: "123456789012", region: "us-east-1", partition: "aws", zone: "us-east-1a" };
  const policy = (text: string) => ofBucket("bucketPolicy:BucketPolicy", { policy: text });
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };

  it("is met by the lab's own policy, and by everyone written as AWS principal", () => {
    const own = policy(JSON.stringify(bucketPolicy(account, arn)));
    deepStrictEqual(violations(tlsOnlyBuckets, bucket, own), []);
    const asAws = policy(document({ ...deny, Principal: { AWS: "*" } }));
    deepStrictEqual(violations(tlsOnlyBuckets, bucket, asAws), []);
  });

  const narrower: Record<string, Record<string, unknown>> = {
    "that allows": { Effect: "Allow" },
    "for one principal": { Principal: { AWS: "arn:aws:iam::123456789012:root" } },
    "of writes only": { Action: "s3:PutObject" },
    "on objects only": { Resource: [`${arn}/*`] },
    "on the bucket only": { Resource: [arn] },
    "of requests with TLS": { Condition: { Bool: { "aws:SecureTransport": "true" } } },
    "with a second condition": {
      Condition: {
        Bool: { "aws:SecureTransport": "false" },
        StringEquals: { "aws:SourceAccount": "123456789012" },
      },
    },
    "without a condition": { Condition: {} },
  };
  for (const [what, part] of Object.entries(narrower)) {
    it(`is violated by a bucket whose policy has but a statement ${what}`, () => {
      deepStrictEqual(violations(tlsOnlyBuckets, bucket, policy(document({ ...deny, ...part }))), [
        {
          urn: bucket.urn,
          message:
            'Bucket history accepts requests without TLS: expected a BucketPolicy with a statement that denies everyone s3:* where aws:SecureTransport is "false".',
        },
      ]);
    });
  }

  it("is violated by a bucket without a policy", () => {
    deepStrictEqual(
      violations(tlsOnlyBuckets, bucket).map(({ urn }) => urn),
      [bucket.urn],
    );
  });
});
