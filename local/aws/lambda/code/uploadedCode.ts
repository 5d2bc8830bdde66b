import { AwsError } from "../../service";
import { notOffered } from "../notOffered";
import { readArchive } from "./archive";

/** Where AWS can take the code from, beside the request itself. */
const elsewhere = ["ImageUri", "S3Bucket", "S3Key", "S3ObjectVersion", "SourceKMSKeyArn"];

/**
 * Reads the deployment package that a request carries.
 *
 * @param source `Code` of CreateFunction, or the body of UpdateFunctionCode
 * @throws AwsError `InvalidParameterValueException` where there is none, it isn't a usable zip file, or it is in S3 or
 *   a container image
 */
export function uploadedCode(source: Readonly<Record<string, unknown>>): Buffer {
  const field = elsewhere.find((name) => source[name] !== undefined && source[name] !== null);
  if (field) throw notOffered(`code by ${field}`, "pass the deployment package as ZipFile");
  if (typeof source.ZipFile !== "string") {
    throw new AwsError("InvalidParameterValueException", "Please provide a source for function code.");
  }
  const zip = Buffer.from(source.ZipFile, "base64");
  readArchive(zip);
  return zip;
}
