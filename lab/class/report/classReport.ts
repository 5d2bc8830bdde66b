import { isDone, type TaskReport } from "../../tasks";
import { withoutAddresses } from "../../output/withoutAddresses";
import { failureLines, isSound, type LabLook } from "../look";
import type { Rubric } from "../grades";
import { incidentIn, type IncidentSeen } from "./incidentSeen";
import { studentGrade, type Grading, type StudentGrade } from "./studentGrade";

/** What became of a task of one student. */
export const marks = ["done", "failed", "not yet", "not examined"] as const;
export type Mark = (typeof marks)[number];

/** Everything that a class's page shows, as data, without mail addresses. Times are ISO 8601. */
export interface ClassReport {
  readonly name: string;
  readonly generated: string;
  readonly tasks: readonly { readonly number: number; readonly title: string }[];
  readonly rubric: Pick<Rubric, "title"> & {
    readonly criteria: readonly { readonly title: string; readonly points: number }[];
  };
  readonly students: readonly StudentReport[];
  /** What failed, the same of several students together: who, and what to do. */
  readonly failures: readonly string[];
}

export interface StudentReport {
  readonly student: string;
  /** Undefined where the lab isn't up. */
  readonly stage?: string;
  readonly lastUpdate?: string;
  /** In the order of the tasks. */
  readonly marks: readonly Mark[];
  /** Whether nothing failed. */
  readonly sound: boolean;
  /** The latest incident on LabSG1. */
  readonly incident?: IncidentSeen;
  readonly failed: readonly FailedCheck[];
  readonly grade: StudentGrade;
  /** Why nothing, or not everything, could be examined. */
  readonly problem?: string;
}

export interface FailedCheck {
  readonly task: number;
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly hint?: string;
}

export interface ClassSeen {
  readonly name: string;
  readonly looks: readonly LabLook[];
  readonly tasks: ClassReport["tasks"];
  readonly grading: Grading;
  readonly now: Date;
}

/** The report of a class by what its labs show. */
export function classReport({ name, looks, tasks, grading, now }: ClassSeen): ClassReport {
  const { title, criteria } = grading.rubric;
  return withoutAddresses({
    name,
    generated: now.toISOString(),
    tasks,
    rubric: { title, criteria: criteria.map((one) => ({ title: one.title, points: one.points })) },
    students: looks.map((look) => studentReport(look, tasks, grading)),
    failures: failureLines(looks),
  });
}

function studentReport(look: LabLook, tasks: ClassReport["tasks"], grading: Grading): StudentReport {
  const { student, stage, lastUpdate, reports, beside, problem } = look;
  return {
    student,
    stage,
    lastUpdate: lastUpdate?.toISOString(),
    marks: tasks.map(({ number }) => markOf(reports.find(({ task }) => task === number))),
    sound: isSound(look),
    incident: incidentIn(beside),
    failed: reports.flatMap(({ task, checks }) =>
      checks
        .filter(({ ok }) => !ok)
        .map(({ what, expected, seen, hint }) => ({ task, what, expected, seen, hint })),
    ),
    grade: studentGrade(student, grading),
    problem,
  };
}

function markOf(report: TaskReport | undefined): Mark {
  if (report === undefined) return "not examined";
  if (report.notYet !== undefined) return "not yet";
  return isDone(report) ? "done" : "failed";
}
