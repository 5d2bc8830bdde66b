import type { StackResource } from "./labPolicy";

/** `Bucket`, and what it was called in version 6 of the provider. */
const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

export function bucketsIn(resources: readonly StackResource[]): StackResource[] {
  return resources.filter(({ type }) => bucketTypes.includes(type));
}

/** The resources of a type whose input `bucket` is this bucket; its name may not be known yet. */
export function attachedTo(
  bucket: StackResource,
  resources: readonly StackResource[],
  type: string,
): StackResource[] {
  return resources.filter(
    (resource) =>
      resource.type === type &&
      (resource.propertyDependencies["bucket"] ?? []).some(({ urn }) => urn === bucket.urn),
  );
}
