import { durationInWords } from "../../output/duration";
import type { StackEvent, WorkResult } from "../run";

/** A stack in work, and what the engine did last. */
export interface StackInWork {
  readonly stack: string;
  /** Milliseconds of the clock. */
  readonly since: number;
  /** Such as `12 resources, create LabSG1`; empty before the first. */
  readonly latest: string;
}

/** What is known of a run at a moment: which stacks are in work, and how the others ended. */
export class RunState {
  private readonly inWork = new Map<string, StackInWork>();
  private ended = 0;
  private failed = 0;

  constructor(
    private readonly total: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  start(stack: string): void {
    this.inWork.set(stack, { stack, since: this.now(), latest: "" });
  }

  event(stack: string, event: StackEvent): void {
    const known = this.inWork.get(stack);
    if (known === undefined || event.kind !== "resource") return;
    const latest = `${event.count} resources, ${event.operation} ${event.name}`;
    this.inWork.set(stack, { ...known, latest });
  }

  end({ stack, end }: WorkResult): void {
    this.inWork.delete(stack);
    if (end.kind === "done") this.ended += 1;
    if (end.kind === "failed") this.failed += 1;
  }

  /** Such as `12 of 30 done, 1 failed, 2 in work, 15 waiting`. */
  summary(): string {
    const waiting = this.total - this.ended - this.failed - this.inWork.size;
    return [
      `${this.ended} of ${this.total} done`,
      ...(this.failed > 0 ? [`${this.failed} failed`] : []),
      `${this.inWork.size} in work`,
      `${waiting} waiting`,
    ].join(", ");
  }

  /** A line for each stack in work. */
  lines(): string[] {
    return [...this.inWork.values()].map(
      ({ stack, since, latest }) =>
        `  ${stack}  ${durationInWords(Math.floor((this.now() - since) / 1000) * 1000)}  ${latest}`,
    );
  }
}
