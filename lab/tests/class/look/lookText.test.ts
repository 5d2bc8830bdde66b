import assert from "node:assert/strict";
import { failureLines, isSound, lookJson, statusTable, type LabLook } from "../../../class/look";
import type { TaskCheck } from "../../../tasks";

const check = (what: string, seen: string, ok: boolean, hint?: string): TaskCheck => ({
  subject: "subscription",
  what,
  expected: "confirmed",
  seen,
  ok,
  ...(hint === undefined ? {} : { hint }),
});
const evidence = [{ title: "Subscriptions", head: ["to"], rows: [["stuabc@example.edu"]] }];

function look(student: string, seen: string, ok: boolean): LabLook {
  const checks = [check("its confirmation", seen, ok, ok ? undefined : "Open the link.")];
  return {
    student,
    region: "us-east-1",
    lastUpdate: new Date("2026-01-31T09:05:00Z"),
    stage: "remediated",
    reports: [
      { task: 1, title: "Provision", checks, evidence },
      { task: 3, title: "Set up", checks: [], evidence: [], notYet: { reason: "r", next: "n" } },
      { task: 5, title: "Rule", checks: [check("compliance of LabSG1", "COMPLIANT", true)], evidence: [] },
    ],
  };
}

const looks = [
  look("stu001", "confirmed", true),
  look("stu002", "pending", false),
  look("stu003", "pending", false),
  { student: "stu004", region: "us-east-1", reports: [], problem: "the lab isn't up" },
];

describe("a class's status", () => {
  it("is a matrix of students and tasks", () => {
    assert.deepEqual(statusTable("c", looks, [1, 2, 3, 5]), {
      title: "Class c: ✓ done, ✗ a check failed, … not yet, - not examined",
      head: ["student", "stage", "last update (UTC)", "1", "2", "3", "5", "LabSG1", "mail"],
      rows: [
        ["stu001", "remediated", "2026-01-31 09:05:00", "✓", "-", "…", "✓", "COMPLIANT", "confirmed"],
        ["stu002", "remediated", "2026-01-31 09:05:00", "✗", "-", "…", "✓", "COMPLIANT", "pending"],
        ["stu003", "remediated", "2026-01-31 09:05:00", "✗", "-", "…", "✓", "COMPLIANT", "pending"],
        ["stu004", "-", "", "-", "-", "-", "-", "-", "-"],
      ],
    });
  });

  it("lists each failure once, with the students that have it", () => {
    assert.deepEqual(failureLines(looks), [
      "stu002, stu003: task 1, its confirmation: expected confirmed; seen pending",
      "  Open the link.",
      "stu004: the lab isn't up",
    ]);
    assert.deepEqual(looks.map(isSound), [true, false, false, false]);
  });

  it("has no evidence as JSON, in which an address may be", () => {
    assert.doesNotMatch(JSON.stringify(looks.map(lookJson)), /@/);
    assert.equal(lookJson(looks[0] as LabLook).tasks[0]?.checks[0]?.seen, "confirmed");
  });
});
