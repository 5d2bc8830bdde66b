import { tasks } from "../../../tasks";
import type { ClassReport, Mark, StudentReport } from "../../../class/report";

/** Text that would be markup, if anything let it. */
export const hostile = `</script><img src=x onerror="document.title='taken'">`;

/** A class of so many students: most are done, some are at work, every seventh has a failed check. */
export function generatedClass(count: number): ClassReport {
  const students = Array.from({ length: count }, (_, index) => student(index));
  return {
    name: `autumn ${hostile}`,
    generated: "2026-01-31T12:00:00.000Z",
    tasks: tasks.map(({ number, title }) => ({ number, title })),
    students,
    failures: [
      `stu007, stu014: task 5, compliance of LabSG1: expected COMPLIANT; seen ${hostile}`,
      "  Look at the log.",
    ],
  };
}

function student(index: number): StudentReport {
  const name = `stu${String(index).padStart(3, "0")}`;
  const fails = index % 7 === 0;
  const reached = index % 5 === 0 ? index % 7 : 7;
  const mark = (task: number): Mark =>
    task >= reached ? "not yet" : fails && task === reached - 1 ? "failed" : "done";
  const start = Date.UTC(2026, 0, 31, 9, 0, index);
  const at = (milliseconds: number) => new Date(start + milliseconds).toISOString();
  return {
    student: index === 1 ? hostile : name,
    stage: "remediated",
    lastUpdate: at(0),
    marks: tasks.map((_, task) => mark(task)),
    sound: !(fails && reached > 0),
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
    ...(index === 13 ? { problem: hostile } : {}),
  };
}
