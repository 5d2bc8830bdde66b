import { randomUUID } from "node:crypto";

import { AwsError, type AwsRequest, type AwsResponse } from "../../service";
import type { InvocationResult } from "../environment";
import type { AsyncInvocations, Invoker } from "../invocation";
import { logTail } from "../log";
import { type FunctionRecords, LATEST } from "../records";

/** AWS's limits for the payloads of synchronous and asynchronous invocations, in bytes. */
const SYNCHRONOUS_LIMIT = 6_291_456;
const ASYNCHRONOUS_LIMIT = 1_048_576;
/** A response may be a little longer than a request. */
const RESPONSE_LIMIT = 6_291_556;

const TYPES = ["RequestResponse", "Event", "DryRun"] as const;
type InvocationType = (typeof TYPES)[number];

/** What a call of Invoke asks for. */
interface InvokeRequest {
  readonly type: InvocationType;
  readonly wantsLog: boolean;
  /** JSON text; `{}` where the call has none. */
  readonly payload: string;
}

/** The operation Invoke. */
export class InvokeOperation {
  constructor(
    private readonly records: FunctionRecords,
    private readonly invoker: Invoker,
    private readonly events: AsyncInvocations,
  ) {}

  /** @throws AwsError as AWS responds to a wrong type, a payload that is too large or isn't JSON */
  async handle(request: AwsRequest, name: string): Promise<AwsResponse> {
    const { type, wantsLog, payload } = readInvokeRequest(request);
    const { region } = request;
    const event = { region, name, payload, requestId: randomUUID() };
    if (type === "RequestResponse") return invokeResponse(await this.invoker.invoke(event), wantsLog);
    // That there is such a function is known at once.
    await this.records.configuration(region, name);
    if (type === "Event") void this.events.add(event);
    return { status: type === "Event" ? 202 : 204, headers: {}, body: "" };
  }
}

function readInvokeRequest(request: AwsRequest): InvokeRequest {
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

/** The response to a synchronous invocation; a failed one has status 200 too. */
function invokeResponse({ outcome, log }: InvocationResult, wantsLog: boolean): AwsResponse {
  const tooLarge = outcome.ok && Buffer.byteLength(outcome.result) > RESPONSE_LIMIT;
  const failed = tooLarge || !outcome.ok;
  let body = outcome.ok ? outcome.result : JSON.stringify(outcome.error);
  if (tooLarge) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT} bytes).`;
    body = JSON.stringify({ errorType: "Function.ResponseSizeTooLarge", errorMessage });
  }
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "x-amz-executed-version": LATEST,
      // `Handled` belongs to runtimes that AWS has retired: today's report every error as unhandled.
      ...(failed ? { "x-amz-function-error": "Unhandled" } : {}),
      ...(wantsLog ? { "x-amz-log-result": logTail(log) } : {}),
    },
    body,
  };
}
