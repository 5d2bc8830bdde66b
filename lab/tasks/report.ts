import type { Table } from "../output/table";

/** One thing a task promises, and what AWS shows of it. */
export interface Check {
  /** What is looked at, e.g. `ingress rules of LabSG1`. */
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly ok: boolean;
  /** What to do when it isn't so, or what to know when it is. */
  readonly hint?: string;
}

/** What one task of the lab promises, checked on AWS. */
export interface TaskReport {
  /** 1 to 7, as in the handout. */
  readonly task: number;
  readonly title: string;
  /** What the task needs isn't there, and needn't be: nothing was looked at, and `next` says how to get there. */
  readonly notYet?: { readonly reason: string; readonly next: string };
  readonly checks: readonly Check[];
  /** What a student would look at in the console. */
  readonly evidence: readonly Table[];
}

/** Is every check met? A task that is `notYet` isn't done. */
export function isDone(report: TaskReport): boolean {
  return report.notYet === undefined && report.checks.length > 0 && report.checks.every((check) => check.ok);
}
