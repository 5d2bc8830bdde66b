import type { Table } from "./output/table";

/** One thing that a task requires, and what AWS shows of it. */
export interface Check {
  /** What is examined, e.g. `ingress rules of LabSG1`. */
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly ok: boolean;
  /** What to do; only of a check that isn't met. */
  readonly hint?: string;
}

/** What an examination found. */
export interface Findings {
  readonly checks: readonly Check[];
  /** What a student would look at in the console. */
  readonly evidence: readonly Table[];
}

/** A check that is met when both texts are the same. A missing `seen` is shown as `nothing`. */
export function same(what: string, expected: string, seen: string | undefined, hint?: string): Check {
  return holds(what, expected, seen, seen === expected, hint);
}

/** A check whose condition isn't a comparison of texts. */
export function holds(
  what: string,
  expected: string,
  seen: string | undefined,
  ok: boolean,
  hint?: string,
): Check {
  return { what, expected, seen: seen ?? "nothing", ok, ...(ok || hint === undefined ? {} : { hint }) };
}

/** The one check of something that AWS doesn't have. */
export function absent(what: string, hint: string): Findings {
  return { checks: [same(what, "present", "absent", hint)], evidence: [] };
}

/** The findings of several examinations as one. */
export function together(...findings: readonly Findings[]): Findings {
  return {
    checks: findings.flatMap(({ checks }) => checks),
    evidence: findings.flatMap(({ evidence }) => evidence),
  };
}

/** Whether there is a check, and every check is met. */
export function allMet({ checks }: Pick<Findings, "checks">): boolean {
  return checks.length > 0 && checks.every(({ ok }) => ok);
}
