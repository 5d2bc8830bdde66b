import { renderTable, type Table, type TableLayout } from "../../output/table";
import type { Grade } from "./grade";
import type { Rubric } from "./rubric";

/** The table, what its columns are, and why points are missing. */
export function gradeLines(
  className: string,
  rubric: Rubric,
  grades: readonly Grade[],
  layout: TableLayout,
): string[] {
  const lost = lostLines(grades);
  return [
    renderTable(gradeTable(className, rubric, grades), layout),
    "",
    ...criterionLines(rubric),
    ...(lost.length > 0 ? ["", ...lost] : []),
  ];
}

/** Students and what they got for each criterion, by its number. */
function gradeTable(className: string, rubric: Rubric, grades: readonly Grade[]): Table {
  return {
    title: `Class ${className}, ${rubric.title}: points by criterion, ? where evidence couldn't be looked for`,
    head: ["student", "points", ...rubric.criteria.map((_, index) => String(index + 1))],
    rows: grades.map(({ student, points, of, criteria, problem }) => [
      student,
      problem === undefined ? `${points} of ${of}` : "?",
      ...criteria.map((one) =>
        one.evidence.some(({ met, at }) => !met && at === undefined) ? "?" : String(one.points),
      ),
    ]),
  };
}

/** The criteria by number. */
function criterionLines({ criteria }: Rubric): string[] {
  return criteria.map(({ title, points }, index) => `${String(index + 1).padStart(2)}. ${title} (${points})`);
}

/** Why points are missing, the same for several students together. */
function lostLines(grades: readonly Grade[]): string[] {
  const byReason = new Map<string, string[]>();
  const add = (student: string, reason: string) =>
    byReason.set(reason, [...(byReason.get(reason) ?? []), student]);
  for (const { student, criteria, problem } of grades) {
    if (problem !== undefined) add(student, `no grade: ${problem}`);
    for (const { evidence, points, of } of criteria) {
      for (const { met, at, where, expected, found } of evidence) {
        if (met || at === undefined || where === undefined || points === of) continue;
        const place = where.replace(/, account \d+, [\w-]+$/, "");
        add(student, `-${of}, expected ${expected}\n  found ${found}\n  in ${place}`);
      }
    }
  }
  return [...byReason].map(([reason, students]) => `${students.join(", ")}: ${reason}`);
}
