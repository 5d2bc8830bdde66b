import type { Progress } from "@config-remediation-lab/local/support/progress";
import type { StepResult } from "../result";

/** What shows a rehearsal while it plays. */
export interface RehearsalDisplay {
  readonly progress: Progress;
  /** @param titles of all steps, once they are known */
  planned(titles: readonly string[]): void;
  begins(number: number, title: string): void;
  ended(step: StepResult): void;
  /** Removes what moves. */
  stop(): void;
}
