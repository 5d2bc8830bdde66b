import { attachedTo, bucketsIn } from "./buckets";
import type { StackPolicy } from "./labPolicy";

const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** A public access block closes a bucket whatever its policy and its ACLs say (Amazon S3 User Guide, Block public access). */
export const privateBuckets: StackPolicy = {
  name: "private-buckets",
  description: "Every bucket has a public access block with all four settings.",
  violations: (resources) =>
    bucketsIn(resources).flatMap((bucket) => {
      const blocks = attachedTo(bucket, resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
      const [block] = blocks;
      if (!block) {
        const message = `Bucket ${bucket.name} may be made public: expected a BucketPublicAccessBlock for it, got none.`;
        return [{ urn: bucket.urn, message }];
      }
      const open = settings.filter((setting) => block.props[setting] !== true);
      if (open.length === 0) return [];
      const message = `Bucket ${bucket.name} may be made public: expected ${open.join(", ")} to be true.`;
      return [{ urn: block.urn, message }];
    }),
};
