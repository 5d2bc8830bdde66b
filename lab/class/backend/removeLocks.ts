import { rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { S3ClientConfig } from "@aws-sdk/client-s3";

const project = "config-remediation-lab";

/**
 * Removes the locks of a stack that doesn't exist: a `pulumi stack init` that was killed left them, and `pulumi cancel` knows
 * existing stacks only. In a backend that is neither a folder nor a bucket of S3 they stay.
 *
 * @param url of the backend, as `pulumi whoami` returns it
 */
export async function removeLocks(url: string, stack: string): Promise<void> {
  const locks = `.pulumi/locks/organization/${project}/${stack}`;
  if (url.startsWith("file://")) {
    const folder = url.slice("file://".length).replace(/^~/, homedir());
    await rm(join(folder, locks), { recursive: true, force: true });
  }
  if (url.startsWith("s3://")) await removeFromBucket(new URL(url), `${locks}/`);
}

async function removeFromBucket({ host: Bucket, pathname, searchParams }: URL, locks: string): Promise<void> {
  const { S3 } = await import("@aws-sdk/client-s3");
  const folder = pathname.replace(/^\//, "").replace(/([^/])$/, "$1/");
  const s3 = new S3(settingsOf(searchParams));
  try {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket, Prefix: `${folder}${locks}` });
    for (const { Key } of Contents) await s3.deleteObject({ Bucket, Key });
  } finally {
    s3.destroy();
  }
}

/** https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3 */
function settingsOf(parameters: URLSearchParams): S3ClientConfig {
  const given = (name: string): string | undefined => parameters.get(name) ?? undefined;
  const [region, profile, endpoint] = ["region", "profile", "endpoint"].map(given);
  const scheme = given("disableSSL") === "true" ? "http" : "https";
  return {
    ...(region && { region }),
    ...(profile && { profile }),
    ...(endpoint && { endpoint: endpoint.includes("://") ? endpoint : `${scheme}://${endpoint}` }),
    forcePathStyle: given("s3ForcePathStyle") === "true",
  };
}
