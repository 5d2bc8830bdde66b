import assert from "node:assert/strict";
import { isWell, resultLines, resultOf } from "../../class/results";
import type { StackFailure, WorkResult } from "../../class/run";

const place = { account: "123456789012", region: "us-east-1" };

function ended(stack: string, end: WorkResult["end"]) {
  return resultOf({ stack, operation: "up", end, milliseconds: 1_000 }, place, `/logs/${stack}`);
}

function failure(reason: StackFailure["reason"], message: string): WorkResult["end"] {
  return { kind: "failed", failure: { reason, message } };
}

describe("a class's results", () => {
  const results = [
    ended("stu001", { kind: "done", changes: { create: 25 } }),
    ended("stu002", failure("locked", "locked by teacher@host (pid 7) at 2026-01-31T09:05:00Z")),
    ended("stu003", failure("cancelled", "cancelled")),
    ended("stu004", failure("cancelled", "cancelled")),
    ended("stu005", failure("failed", "pulumi up failed: one\ntwo")),
    ended("stu006", { kind: "notStarted" }),
  ];

  it("are a table, then what failed and what to do next, together where it is the same", () => {
    assert.deepEqual(resultLines("Class c", results, { lines: false }), [
      [
        "Class c",
        "student  account       region     result       changes    time",
        "stu001   123456789012  us-east-1  done         25 create  1.0 s",
        "stu002   123456789012  us-east-1  locked                  1.0 s",
        "stu003   123456789012  us-east-1  cancelled               1.0 s",
        "stu004   123456789012  us-east-1  cancelled               1.0 s",
        "stu005   123456789012  us-east-1  failed                  1.0 s",
        "stu006   123456789012  us-east-1  not started             1.0 s",
      ].join("\n"),
      "",
      "stu002: locked by teacher@host (pid 7) at 2026-01-31T09:05:00Z",
      "  Another run may be at work on it. If there is none, a killed one left the lock: add --unlock.",
      "",
      "stu003, stu004: cancelled",
      "  Run the same command again.",
      "",
      "stu005: pulumi up failed: one\n  two",
      "  Correct the cause, then run the same command again. The engine's log: /logs/stu005",
      "",
      "stu006: not started",
      "  Run the same command again.",
      "",
      "1 of 6 are well; 5 are not.",
    ]);
  });

  it("point to what a killed run left, where something exists already", () => {
    const { next } = ended(
      "stu005",
      failure("failed", "EntityAlreadyExists: Role with name x already exists."),
    );
    assert.equal(
      next,
      "A run that was killed may have left it: config-lab leftovers --stack stu005. " +
        "Correct the cause, then run the same command again. The engine's log: /logs/stu005",
    );
  });

  it("are well only where the lab is as wanted", () => {
    assert.deepEqual(results.map(isWell), [true, false, false, false, false, false]);
  });
});
