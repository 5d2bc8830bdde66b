import assert from "node:assert/strict";
import { classReport } from "../../../class/report";
import type { LabLook } from "../../../class/look";
import { observationOf, type Rubric } from "../../../class/grades";

const rubric: Rubric = {
  title: "Lab 7",
  criteria: [
    { title: "The environment is provisioned", points: 5, evidence: ["network"] },
    { title: "Nothing is left", points: 10, evidence: ["cleanUp"] },
  ],
};
const now = new Date("2026-01-31T12:00:00Z");

function look(student: string, ok: boolean): LabLook {
  const check = { what: "recorders", expected: "none", seen: ok ? "none" : "default", ok };
  const network = { subject: "network", what: "VPC", expected: "10.0.0.0/16", seen: "10.0.0.0/16", ok: true };
  const report = { task: 1, title: "Environment", checks: [network], evidence: [] };
  return {
    student,
    region: "us-east-1",
    reports: [report],
    beside: { cleanUp: { checks: [check], evidence: [] } },
  };
}

function report(looks: readonly LabLook[], observed = looks) {
  const observations = observed.map((one) => observationOf(one, now));
  const tasks = [{ number: 1, title: "Environment" }];
  return classReport({ name: "comp4632", looks, tasks, grading: { rubric, observations }, now });
}

describe("the points in a class's report", () => {
  it("are those of the rubric, with what is missing of each criterion", () => {
    const { students } = report([look("stu001", true), look("stu002", false)]);
    assert.deepEqual(
      students.map(({ grade }) => [grade.points, grade.criteria]),
      [
        [15, [5, 10]],
        [5, [5, 0]],
      ],
    );
    assert.deepEqual(students[1]?.grade.lost, [
      {
        criterion: "Nothing is left",
        points: 10,
        reasons: [
          { expected: "recorders: none", found: "recorders: default", where: "AWS Config, us-east-1" },
        ],
      },
    ]);
  });

  it("count what was seen at another time, and say where nothing was", () => {
    const { students } = report([look("stu001", false), look("stu003", true)], [look("stu001", true)]);
    assert.deepEqual(
      students.map(({ grade }) => [grade.points, grade.problem]),
      [
        [15, undefined],
        [0, "nothing was seen of the lab"],
      ],
    );
  });
});
