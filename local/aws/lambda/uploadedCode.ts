import type { Account } from "../account";
import { AwsError } from "../service";
import { readArchive } from "./archive";

/** Where a request says that the code is: fields of `Code` in CreateFunction, of the body in UpdateFunctionCode. */
export type CodeSource = Readonly<Record<string, unknown>>;

/**
 * Fetches and checks a deployment package that a request brings or names.
 *
 * The object in S3 is read as administrator; AWS reads it with the caller's permissions.
 *
 * @returns undefined for a container image
 * @throws AwsError `InvalidParameterValueException` where there is none, or it isn't a usable zip file.
 */
export async function uploadedCode(
  account: Account,
  region: string,
  source: CodeSource,
): Promise<Buffer | undefined> {
  if (typeof source.ImageUri === "string") return undefined;
  const zip = await archiveOf(account, region, source);
  readArchive(zip);
  return zip;
}

async function archiveOf(account: Account, region: string, source: CodeSource): Promise<Buffer> {
  if (typeof source.ZipFile === "string") return Buffer.from(source.ZipFile, "base64");
  if (typeof source.S3Bucket !== "string" || typeof source.S3Key !== "string") {
    throw new AwsError("InvalidParameterValueException", "Please provide a source for function code.");
  }
  const version = typeof source.S3ObjectVersion === "string" ? source.S3ObjectVersion : undefined;
  try {
    const object = await account.moto
      .in(region)
      .s3.getObject({ Bucket: source.S3Bucket, Key: source.S3Key, VersionId: version });
    return Buffer.from((await object.Body?.transformToByteArray()) ?? []);
  } catch (error) {
    const { name, message } = error as Error;
    throw new AwsError(
      "InvalidParameterValueException",
      `Error occurred while GetObject. S3 Error Code: ${name}. S3 Error Message: ${message}`,
    );
  }
}
