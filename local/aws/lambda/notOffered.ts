import { AwsError } from "../service";

/**
 * The refusal of what AWS's Lambda can do and this one doesn't: the lab has no use for it.
 *
 * @param what begins in lower case, e.g. `code by S3Bucket`
 * @param instead what the caller can do, as a clause
 */
export function notOffered(what: string, instead?: string): AwsError {
  const advice = instead === undefined ? "" : `: ${instead}`;
  return new AwsError(
    "InvalidParameterValueException",
    `Lambda on this machine: ${what} is not offered here${advice}.`,
  );
}
