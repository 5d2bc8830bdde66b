/** The body of an invocation that failed. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The stack, one line an element; absent where the process ended. */
  readonly trace?: readonly string[];
}

/** How an event was handled: the handler's result as JSON text, or the error. */
export type Outcome =
  | { readonly ok: true; readonly result: string }
  | { readonly ok: false; readonly error: ErrorPayload; readonly status: "error" | "timeout" };

/** Names of signals as Lambda's logs have them. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGTERM: "terminated",
  SIGSEGV: "segmentation fault",
};

/** @param requestId undefined while the environment starts */
export function exited(requestId: string | undefined, code: number | null, signal: string | null): Outcome {
  const how = signal === null ? `exit status ${code}` : `signal: ${SIGNALS[signal] ?? signal}`;
  const reason =
    code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: ${how}`;
  const errorMessage =
    requestId === undefined ? `Error: ${reason}` : `RequestId: ${requestId} Error: ${reason}`;
  return { ok: false, status: "error", error: { errorType: "Runtime.ExitError", errorMessage } };
}

/** @param seconds the time limit that was reached */
export function timedOut(requestId: string, seconds: number): Outcome {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return { ok: false, status: "timeout", error: { errorType: "Sandbox.Timedout", errorMessage } };
}
