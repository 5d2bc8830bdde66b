import { attachedTo, bucketsIn } from "./buckets";
import type { StackPolicy, StackResource } from "./labPolicy";

const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const algorithms = ["AES256", "aws:kms", "aws:kms:dsse"];

/** S3 encrypts new objects anyway since January 2023; the program says so, and what it says can't be taken back unseen. */
export const encryptedBuckets: StackPolicy = {
  name: "encrypted-buckets",
  description: "Every bucket says how its objects are encrypted.",
  violations: (resources) =>
    bucketsIn(resources)
      .filter((bucket) => !attachedTo(bucket, resources, type).some(encrypts))
      .map(({ name, urn }) => ({
        urn,
        message: `Bucket ${name} isn't encrypted: expected a BucketServerSideEncryptionConfiguration for it with one of ${algorithms.join(", ")}.`,
      })),
};

interface Rule {
  readonly applyServerSideEncryptionByDefault?: { readonly sseAlgorithm?: string };
}

function encrypts({ props }: StackResource): boolean {
  const rules = (props["rules"] ?? []) as readonly Rule[];
  return rules.some(({ applyServerSideEncryptionByDefault: setting }) =>
    algorithms.includes(setting?.sseAlgorithm ?? ""),
  );
}
