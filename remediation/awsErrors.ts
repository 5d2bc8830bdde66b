/**
 * What a failed AWS call means for the evaluation.
 * - `denied`: IAM doesn't allow the call. It isn't repeated in this invocation; it is reported, then thrown.
 * - `rejected`: AWS understood the request and rejected it (a duplicate, a limit, a group that is gone). The group must be
 *   described again.
 * - `unavailable`: everything else: throttling, 5xx, timeouts, network and credential failures, after the SDK's own retries.
 *   It says nothing about the group, so it is thrown, and Lambda invokes the function again.
 */
export type FailureKind = "denied" | "rejected" | "unavailable";

/** EC2's and AWS Config's codes for "IAM doesn't allow it". */
const deniedCodes: readonly string[] = ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException"];

/** Codes with a 4xx status that concern not the request itself but its rate, signature or credentials. */
const unavailableCodes =
  /Throttl|TooManyRequests|LimitExceededException$|^RequestLimitExceeded$|^(AuthFailure|OptInRequired|UnrecognizedClientException|InvalidClientTokenId|IncompleteSignature|SignatureDoesNotMatch|InvalidSignatureException)$|Expired|^RequestTime/;

/** See {@link FailureKind}. */
export function failureKind(error: unknown): FailureKind {
  const code = errorCode(error);
  if (deniedCodes.includes(code)) return "denied";
  const status = httpStatus(error);
  const answered = status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
  return answered && !unavailableCodes.test(code) ? "rejected" : "unavailable";
}

/** AWS's error code, e.g. `InvalidGroup.NotFound` (the SDK gives it as the error's name). */
export function errorCode(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** The error's message, or the value as text when something other than an error was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function httpStatus(error: unknown): number | undefined {
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
