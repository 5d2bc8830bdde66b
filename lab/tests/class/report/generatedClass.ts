import { tasks } from "../../../tasks";
import type { ClassReport, Mark, StudentReport } from "../../../class/report";

/** Text that would be markup, if anything let it. */
export const hostile = `</script><img src=x onerror="document.title='taken'">`;

/** As much for each task. */
const rubric = {
  title: `Lab 7 ${hostile}`,
  criteria: tasks.map(({ number, title }) => ({ title: `Task ${number}: ${title}`, points: 10 })),
};

/** A class of so many students: most are done, some are at work, every seventh has a failed check. */
export function generatedClass(count: number): ClassReport {
  const students = Array.from({ length: count }, (_, index) => student(index));
  return {
    name: `autumn ${hostile}`,
    generated: "2026-01-31T12:00:00.000Z",
    tasks: tasks.map(({ number, title }) => ({ number, title })),
    rubric,
    students,
    failures: [
      `stu007, stu014: task 5, compliance of LabSG1: expected COMPLIANT; seen ${hostile}`,
      "  Look at the log.",
    ],
  };
}

function student(index: number): StudentReport {
  const name = `stu${String(index).padStart(3, "0")}`;
  const reached = index % 5 === 0 ? index % 7 : 7;
  const fails = index % 7 === 0 && reached > 0;
  const mark = (task: number): Mark =>
    task >= reached ? "not yet" : fails && task === reached - 1 ? "failed" : "done";
  const marks = tasks.map((_, task) => mark(task));
  const start = Date.UTC(2026, 0, 31, 9, 0, index);
  const at = (milliseconds: number) => new Date(start + milliseconds).toISOString();
  return {
    student: index === 1 ? hostile : name,
    stage: "remediated",
    lastUpdate: at(0),
    marks,
    sound: !fails,
    incident:
      reached < 5
        ? undefined
        : {
            corrected: true,
            events: [
              { at: at(0), kind: "change", what: `AWS Config recorded ${hostile}` },
              { at: at(40 * (index + 1)), kind: "report", what: "The function: reporting NON_COMPLIANT" },
              { at: at(90 * (index + 1)), kind: "action", what: "The function: revoking" },
              { at: at(100 * (index + 1)), kind: "correction", what: "AWS Config recorded a correction" },
            ],
          },
    failed: fails
      ? [
          {
            task: reached,
            what: "ingress rules of LabSG1",
            expected: "TCP 80",
            seen: hostile,
            hint: "Look at the log.",
          },
        ]
      : [],
    grade: grade(marks),
    ...(index === 13 ? { problem: hostile } : {}),
  };
}

function grade(marks: readonly Mark[]): StudentReport["grade"] {
  const criteria = marks.map((mark): number => (mark === "done" ? 10 : 0));
  return {
    points: criteria.reduce((sum, points) => sum + points),
    criteria,
    lost: rubric.criteria
      .filter((_, index) => criteria[index] === 0)
      .map(({ title, points }) => ({
        criterion: title,
        points,
        reasons: [{ expected: "evidence", found: hostile, where: "VPC vpc-0a1b" }],
      })),
  };
}
