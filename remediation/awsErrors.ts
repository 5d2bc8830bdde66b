/**
 * What a failed AWS call means for the evaluation.
 * - `denied`: IAM doesn't allow the call. Trying again is of no use; it is reported.
 * - `refused`: AWS understood the request and won't do it (a duplicate, a limit, a group that is gone). What is true now
 *   must be described again.
 * - `unavailable`: everything else: throttling, 5xx, timeouts, a network or credentials that fail, after the SDK's own
 *   retries. It says nothing about the group, so it is thrown, and Lambda invokes the function again.
 */
export type FailureKind = "denied" | "refused" | "unavailable";

/** EC2's and AWS Config's codes for "IAM doesn't allow it". */
const deniedCodes: readonly string[] = ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException"];

/** Answered with a 4xx status, but not about the request: its rate, signature or credentials. */
const unavailableCodes =
  /Throttl|TooManyRequests|LimitExceededException$|^RequestLimitExceeded$|^(AuthFailure|OptInRequired|UnrecognizedClientException|InvalidClientTokenId|IncompleteSignature|SignatureDoesNotMatch|InvalidSignatureException)$|Expired|^RequestTime/;

/** See {@link FailureKind}. */
export function failureKind(error: unknown): FailureKind {
  const code = errorCode(error);
  if (deniedCodes.includes(code)) return "denied";
  const status = httpStatus(error);
  const answered = status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
  return answered && !unavailableCodes.test(code) ? "refused" : "unavailable";
}

/** AWS's error code, e.g. `InvalidGroup.NotFound` (the SDK gives it as the error's name). */
export function errorCode(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** The error's text, or the value itself when something else than an error was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function httpStatus(error: unknown): number | undefined {
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
