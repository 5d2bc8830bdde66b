import type { Grade } from "../grades";
import type { planJson } from "../plan";
import type { StudentResult } from "../results";
import type { lookJson } from "../look";
import type { StepOutcome } from "./stepLog";

/** A command's exit code, and the JSON that it printed. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** What came of the class's commands, in a line each, from what they print with `--json`. */
export function planOutcome(ended: Ended): StepOutcome {
  const plan = read<ReturnType<typeof planJson>>(ended);
  if (plan === undefined) return failed(ended);
  const { students, obstacles } = plan;
  if (obstacles.length === 0) return { outcome: `${students.length} labs, nothing in the way`, ok: true };
  const ways = obstacles.map(
    ({ problem, students: names, next }) => `${problem} (${names.join(", ")}): ${next}`,
  );
  return { outcome: ways.join("\n"), ok: false };
}

export function upOutcome(ended: Ended): StepOutcome {
  const result = read<{ students: StudentResult[] }>(ended);
  return result === undefined ? failed(ended) : results(ended, result.students);
}

export function accountOutcome(ended: Ended): StepOutcome {
  const result = read<{ accounts: StudentResult[] }>(ended);
  return result === undefined ? failed(ended) : results(ended, result.accounts);
}

export function downOutcome(ended: Ended): StepOutcome {
  const result = read<{ students: StudentResult[]; leftovers: string[] }>(ended);
  if (result === undefined) return failed(ended);
  const { outcome, ok } = results(ended, result.students);
  return { outcome: [outcome, ...result.leftovers.map((one) => `left over: ${one}`)].join("\n"), ok };
}

/** @param expected students of whom no check may fail */
export function verifyOutcome(ended: Ended, expected: readonly string[]): StepOutcome {
  const result = read<{ students: ReturnType<typeof lookJson>[] }>(ended);
  if (result === undefined) return failed(ended);
  const faults = result.students.flatMap(({ student, problem, tasks }) => {
    if (!expected.includes(student)) return [];
    const checks = tasks.flatMap(({ task, checks: all }) =>
      all.filter(({ ok }) => !ok).map(({ what }) => `task ${task}, ${what}`),
    );
    const own = problem === undefined ? checks : [problem, ...checks];
    return own.length === 0 ? [] : [`${student}: ${own.join("; ")}`];
  });
  const done = result.students.filter(({ tasks }) =>
    tasks.every(({ checks }) => checks.every(({ ok }) => ok)),
  );
  const outcome = `no check failed for ${done.length} of ${result.students.length}`;
  return { outcome: [outcome, ...faults].join("\n"), ok: faults.length === 0 };
}

export function gradesOutcome(ended: Ended): StepOutcome {
  const result = read<{ grades: Pick<Grade, "student" | "points" | "of" | "problem">[] }>(ended);
  if (result === undefined) return failed(ended);
  const { grades } = result;
  const points = grades.map((grade) => grade.points);
  const of = grades[0]?.of ?? 0;
  const problems = grades.flatMap(({ student, problem }) =>
    problem === undefined ? [] : [`${student}: ${problem}`],
  );
  const outcome = `${Math.min(...points)} to ${Math.max(...points)} of ${of} points, before the clean-up`;
  return { outcome: [outcome, ...problems].join("\n"), ok: ended.code === 0 };
}

function results({ code }: Ended, students: readonly StudentResult[]): StepOutcome {
  const well = students.filter(({ result }) => result === "done" || result === "asItIs");
  const unwell = students.filter((one) => !well.includes(one));
  const lines = unwell.map(({ student, result, message }) => `${student}: ${result}, ${message}`);
  const outcome = `${well.length} of ${students.length} are well`;
  return { outcome: [outcome, ...lines].join("\n"), ok: code === 0 };
}

function read<Result>({ stdout }: Ended): Result | undefined {
  try {
    return JSON.parse(stdout) as Result;
  } catch {
    // The command failed before it had a result; it has printed why to standard error.
    return undefined;
  }
}

function failed({ code }: Ended): StepOutcome {
  return { outcome: `the command ended with exit code ${code}; its message is above`, ok: false };
}
