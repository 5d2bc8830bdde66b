import type { StepFindings } from "./step";

/** The result of a step. */
export interface StepResult extends StepFindings {
  readonly number: number;
  readonly title: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** What the step threw. */
  readonly error?: string;
}

/** The result of a rehearsal, as `--json` prints it. */
export interface RehearsalResult {
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly steps: readonly StepResult[];
  /** Where logs and mails are, when the rehearsal failed. */
  readonly kept?: { readonly folder: string; readonly mailbox: string };
}
