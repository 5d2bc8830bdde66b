import { rounded } from "../rubric";
import type { Grade } from "../grade";

/** A grade file, and what isn't in it. */
export interface Filled {
  readonly text: string;
  /** Students whose grade it has. */
  readonly written: readonly string[];
  /** What to know before it is imported. */
  readonly notes: readonly string[];
}

/** The grades that can be written: evidence that couldn't be looked for is no reason for a lower grade. */
export function writable(grades: readonly Grade[]): Grade[] {
  return grades.filter(({ problem }) => problem === undefined);
}

/** Points of an assignment that has another maximum than the rubric, in proportion. */
export function scaled({ points, of }: Grade, maximum: number | undefined): string {
  return String(rounded(maximum === undefined ? points : (points * maximum) / of));
}

/** The number in a cell, also with a decimal comma. */
export function numberIn(cell: string | undefined): number | undefined {
  const text = (cell ?? "").trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** What the grade means, for the student: the criteria without full points. */
export function feedbackOf({ points, of, criteria }: Grade): string {
  const lost = criteria.filter((one) => one.points < one.of);
  const lines = lost.map(({ title, points: given, of: all, evidence }) => {
    const found = evidence.filter(({ met }) => !met).map((one) => one.found);
    return `${title} (${given} of ${all}): ${found.join("; ")}`;
  });
  return [`${points} of ${of} points.`, ...lines].join(" | ");
}

/** Students without a row, rows without a student, and grades that were not written. */
export function notesOn(
  name: string,
  grades: readonly Grade[],
  written: readonly string[],
  strangers: readonly string[],
): string[] {
  const ungraded = grades.filter(({ problem }) => problem !== undefined);
  const missing = writable(grades).filter(({ student }) => !written.includes(student));
  return [
    ...ungraded.map(
      ({ student, problem }) => `${student} has no grade, and the cell stays as it is: ${problem}`,
    ),
    ...(missing.length > 0
      ? [`not written to ${name}: ${missing.map(({ student }) => student).join(", ")}`]
      : []),
    ...(strangers.length > 0
      ? [
          `rows of ${name} that stay as they are, since the class doesn't have their students: ${strangers.join(", ")}`,
        ]
      : []),
  ];
}
