import { durationInWords } from "../../output/duration";
import type { Table } from "../../output/table";

/** What one step of a class's rehearsal showed. */
export interface AfternoonStep {
  /** Such as `up`. */
  readonly name: string;
  /** What came of it, in a line. */
  readonly outcome: string;
  readonly ok: boolean;
  readonly milliseconds: number;
}

/** A rehearsed class, as it is printed with `--json`. */
export interface Afternoon {
  readonly class: string;
  readonly students: number;
  readonly accounts: readonly string[];
  readonly stage: string;
  readonly steps: readonly AfternoonStep[];
  /** Of the students' functions, before they were destroyed. */
  readonly invocations: number;
}

export function wentWell({ steps }: Pick<Afternoon, "steps">): boolean {
  return steps.every(({ ok }) => ok);
}

/** The afternoon as a table. */
export function afternoonTable({ class: name, students, accounts, stage, steps }: Afternoon): Table {
  const where = accounts.length === 1 ? `account ${accounts[0] ?? "?"}` : `${accounts.length} accounts`;
  return {
    title: `The afternoon of class ${name} on this machine: ${students} students in ${where}, stage ${stage}`,
    head: ["", "step", "what came of it", "time"],
    rows: steps.map(({ name: step, outcome, ok, milliseconds }) => [
      ok ? "✓" : "✗",
      step,
      outcome,
      durationInWords(milliseconds),
    ]),
  };
}

/** What it took, student by student. */
export function effortLine({ invocations, students, steps }: Afternoon): string {
  const up = steps.find(({ name }) => name === "up")?.milliseconds ?? 0;
  const each = (value: number): number => value / Math.max(1, students);
  return `For each student: ${durationInWords(Math.round(each(up)))} of up, ${each(invocations).toFixed(1)} invocations of the function.`;
}
