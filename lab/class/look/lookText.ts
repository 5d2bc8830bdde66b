import type { Table } from "../../output/table";
import { withoutAddresses } from "../../output/withoutAddresses";
import { timeInWords } from "../../output/time";
import { isDone, type TaskReport } from "../../tasks";
import type { LabLook } from "./lookAtClass";

/** A matrix of students and tasks, with what a teacher asks for first. */
export function statusTable(className: string, looks: readonly LabLook[], wanted: readonly number[]): Table {
  return {
    title: `Class ${className}: ✓ done, ✗ a check failed, … not yet, - not examined`,
    head: ["student", "stage", "last update (UTC)", ...wanted.map(String), "LabSG1", "mail"],
    rows: looks.map((look) => [
      look.student,
      look.stage ?? "-",
      timeInWords(look.lastUpdate),
      ...wanted.map((number) => mark(look.reports.find(({ task }) => task === number))),
      seen(look, "compliance of LabSG1"),
      seen(look, "its confirmation"),
    ]),
  };
}

function mark(report: TaskReport | undefined): string {
  if (report === undefined) return "-";
  if (report.notYet !== undefined) return "…";
  return isDone(report) ? "✓" : "✗";
}

/** What a check saw, whether or not it is met. */
function seen({ reports }: LabLook, what: string): string {
  return reports.flatMap(({ checks }) => checks).find((check) => check.what === what)?.seen ?? "-";
}

/** Checks that failed, the same of several students together. */
export function failureLines(looks: readonly LabLook[]): string[] {
  const byFailure = new Map<string, { students: string[]; lines: string[] }>();
  const add = (student: string, lines: string[]) => {
    const key = lines.join("\n");
    const known = byFailure.get(key) ?? { students: [], lines };
    known.students.push(student);
    byFailure.set(key, known);
  };
  for (const { student, reports, problem } of looks) {
    if (problem !== undefined) add(student, [problem]);
    for (const { task, checks } of reports) {
      for (const { what, expected, seen: found, ok, hint } of checks) {
        if (!ok)
          add(student, [
            `task ${task}, ${what}: expected ${expected}; seen ${found}`,
            ...(hint === undefined ? [] : [hint]),
          ]);
      }
    }
  }
  return [...byFailure.values()].flatMap(({ students, lines: [first = "", ...more] }) => [
    `${students.join(", ")}: ${first}`,
    ...more.map((line) => `  ${line}`),
  ]);
}

/** Whether nothing that was examined failed. */
export function isSound({ reports, problem }: LabLook): boolean {
  return problem === undefined && reports.every(({ checks }) => checks.every(({ ok }) => ok));
}

/** For programs, without the evidence and without the student's address, which a check of the subscription has. */
export function lookJson({ student, stage, lastUpdate, reports, problem }: LabLook) {
  return withoutAddresses({
    student,
    stage,
    lastUpdate: lastUpdate?.toISOString(),
    problem,
    tasks: reports.map(({ task, title, notYet, checks }) => ({ task, title, notYet, checks })),
  });
}
