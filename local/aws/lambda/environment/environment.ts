import type { LogLine } from "../log";
import type { FunctionConfiguration } from "../records";
import type { Outcome } from "./outcome";

/** One event for a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
}

export interface InvocationResult {
  readonly outcome: Outcome;
  /** Everything that the invocation wrote, Lambda's own lines included. */
  readonly log: readonly LogLine[];
}

/** What runs one function's code. */
export interface Environment {
  /** It can't handle another event: its process is gone. */
  readonly ended: boolean;
  /** Handles one event; one at a time. */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  /** Resolves when everything written so far is delivered to the function's log group. */
  delivered(): Promise<void>;
  /** Ends the process, whatever it does, delivers its last lines and removes its files. */
  end(): Promise<void>;
}

/** Makes environments. */
export interface Environments {
  /**
   * Starts a function's process. A handler that can't be loaded fails the first invocation.
   *
   * @throws AwsError `AccessDeniedException` where Lambda may not assume the function's role.
   */
  start(fn: FunctionConfiguration): Promise<Environment>;
}
