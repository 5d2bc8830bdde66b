/**
 * Exit codes of the `lab` command. `config-lab local -- COMMAND…` passes on the code of its command instead.
 *
 * | code | meaning |
 * | --- | --- |
 * | 0 | done, and everything checked is as it should be |
 * | 1 | a check failed, or what was waited for didn't happen |
 * | 2 | wrong arguments or wrong configuration |
 * | 3 | something needed is missing: a tool, credentials, an endpoint, a stack, a permission |
 * | 70 | anything else: a fault nobody foresaw (sysexits' EX_SOFTWARE) |
 * | 130 | interrupted by Ctrl-C |
 */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  missing: 3,
  unexpected: 70,
  interrupted: 130,
} as const;

export interface LabErrorOptions {
  /** Stable name of the failure, e.g. `NoStackSelected`. */
  readonly code: string;
  /** One of `exitCodes`. @default exitCodes.missing */
  readonly exitCode?: number;
  /** The next command to type, or what to do, as a whole sentence. */
  readonly next?: string;
  readonly cause?: unknown;
}

/** A failure the command can explain: one sentence, and what to do next. */
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
