import { Metadata, status, type handleUnaryCall, type ServiceError } from "@grpc/grpc-js";

/** Answers a call by the result of `work`; an error becomes the call's status. */
export function unary<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
  toServiceError: (error: unknown) => ServiceError = failed,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    void (async () => {
      try {
        callback(null, await work(call.request));
      } catch (error) {
        callback(toServiceError(error));
      }
    })();
  };
}

/** The engine prints the details of a failed call. */
export function failed(error: unknown): ServiceError {
  const details = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(details), { code: status.UNKNOWN, details, metadata: new Metadata() });
}
