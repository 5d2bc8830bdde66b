import { exitCodes } from "./exitCodes";

export interface LabErrorOptions {
  /** Stable name of the failure, e.g. `NoStackSelected`. */
  readonly code: string;
  /** One of `exitCodes`. @default exitCodes.missing */
  readonly exitCode?: number;
  /** The next command to type, or what to do, as a whole sentence. */
  readonly next?: string;
  readonly cause?: unknown;
}

/** A failure that the command can explain: one sentence, and what to do next. */
export class LabError extends Error {
  override readonly name = "LabError";
  readonly code: string;
  readonly exitCode: number;
  readonly next: string | undefined;

  constructor(message: string, options: LabErrorOptions) {
    super(message, { cause: options.cause });
    this.code = options.code;
    this.exitCode = options.exitCode ?? exitCodes.missing;
    this.next = options.next;
  }
}
