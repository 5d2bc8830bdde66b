import { progress as say } from "../../output/print";
import { explain } from "../../failures";
import type { AfternoonStep } from "./afternoon";

/** What a step found. */
export interface StepOutcome {
  readonly outcome: string;
  readonly ok: boolean;
}

/** The steps of a rehearsal, as they are played. */
export class StepLog {
  readonly steps: AfternoonStep[] = [];

  /** Plays a step; what it throws is its outcome. @returns whether it did what it should */
  async step(name: string, play: () => Promise<StepOutcome>): Promise<boolean> {
    say(`class rehearsal: ${name}`);
    const started = performance.now();
    const { outcome, ok } = await play().catch((error: unknown): StepOutcome => ({
      outcome: explain(error).message,
      ok: false,
    }));
    this.steps.push({ name, outcome, ok, milliseconds: Math.round(performance.now() - started) });
    return ok;
  }
}
