import type { AwsRequest } from "../../service";

/** What an S3 request is about; no bucket: the list of buckets. */
export interface S3Location {
  readonly bucket?: string;
  readonly key?: string;
}

/**
 * Finds bucket and key: in the path, as SDKs send it to an endpoint that is an IP address, or the bucket in the host's
 * name, as they do with other endpoints (`bucket.localhost:4566`).
 */
export function s3Location({ segments, headers }: Pick<AwsRequest, "segments" | "headers">): S3Location {
  const bucketInHost = /^(.+?)\.(?:s3[.-].*|(?:s3\.)?(?:localhost|127\.0\.0\.1))(?::\d+)?$/.exec(
    headers.host ?? "",
  )?.[1];
  const [bucket, key] = bucketInHost ? [bucketInHost, segments] : [segments[0], segments.slice(1)];
  return { bucket: bucket || undefined, key: key.join("/") || undefined };
}
