import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import type { InvocationResult } from "./executionEnvironment";
import { logTail } from "./logLines";

/** AWS's limits for the payloads of synchronous and asynchronous invocations, in bytes. */
const SYNCHRONOUS_LIMIT = 6_291_456;
const ASYNCHRONOUS_LIMIT = 1_048_576;
/** AWS lets an answer be a little longer than a request. */
const ANSWER_LIMIT = 6_291_556;

const TYPES = ["RequestResponse", "Event", "DryRun"] as const;
export type InvocationType = (typeof TYPES)[number];

/** What a call of Invoke asks for. */
export interface InvokeRequest {
  readonly type: InvocationType;
  readonly wantsLog: boolean;
  /** JSON text; `{}` where the call brought none. */
  readonly payload: string;
}

/** @throws AwsError as AWS answers a wrong type, a payload that is too large or isn't JSON */
export function readInvokeRequest(request: AwsRequest): InvokeRequest {
  const wanted = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  const type = TYPES.find((candidate) => candidate === wanted);
  if (!type) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${wanted}' at 'invocationType' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${TYPES.join(", ")}]`,
    );
  }
  const limit = type === "Event" ? ASYNCHRONOUS_LIMIT : SYNCHRONOUS_LIMIT;
  if (request.body.length > limit) {
    const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
    throw new AwsError("RequestTooLargeException", message, 413);
  }
  const payload = request.body.length === 0 ? "{}" : request.body.toString();
  if (request.json === undefined) {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json");
  }
  return { type, wantsLog: request.headers["x-amz-log-type"] === "Tail", payload };
}

/** The answer to a synchronous invocation; a failed one is an answer too, with status 200. */
export function invokeResponse(
  { outcome, log }: InvocationResult,
  version: string,
  wantsLog: boolean,
): AwsResponse {
  const tooLarge = outcome.ok && Buffer.byteLength(outcome.result) > ANSWER_LIMIT;
  const failed = tooLarge || !outcome.ok;
  let body = outcome.ok ? outcome.result : JSON.stringify(outcome.error);
  if (tooLarge) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${ANSWER_LIMIT} bytes).`;
    body = JSON.stringify({ errorType: "Function.ResponseSizeTooLarge", errorMessage });
  }
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "x-amz-executed-version": version,
      // `Handled` belongs to runtimes that AWS has retired: today's report every error as unhandled.
      ...(failed ? { "x-amz-function-error": "Unhandled" } : {}),
      ...(wantsLog ? { "x-amz-log-result": logTail(log) } : {}),
    },
    body,
  };
}

/** The answer to a call that brings back no result: 202 for an event that was queued, 204 for a dry run. */
export function emptyResponse(status: 202 | 204): AwsResponse {
  return { status, headers: {}, body: "" };
}
