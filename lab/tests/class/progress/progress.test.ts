import assert from "node:assert/strict";
import { lineProgress, terminalProgress } from "../../../class/progress/board";
import { RunState } from "../../../class/progress/summary";
import { screen, stream } from "../../fakes/terminal";
import type { WorkResult } from "../../../class/run";

function result(stack: string, end: WorkResult["end"], milliseconds = 21_400): WorkResult {
  return { stack, operation: "up", end, milliseconds };
}
const done = { kind: "done", changes: { create: 25 } } as const;
const failed = {
  kind: "failed",
  failure: { reason: "failed", message: "pulumi up failed: no\nmore" },
} as const;

describe("progress on a terminal", () => {
  it("draws a summary and the stacks in work in place, what ended above, within its width", () => {
    const output = stream(40);
    const progress = terminalProgress(200, output, () => 0);
    try {
      progress.onStart("stu001");
      progress.onStart("stu002");
      progress.onEvent("stu002", {
        kind: "resource",
        operation: "create",
        name: "a-resource-with-a-long-name",
        count: 3,
      });
      progress.onEnd(result("stu001", done));
      assert.deepEqual(screen(output.text), [
        "stu001: 25 create in 21.4 s",
        "1 of 200 done, 1 in work, 198 waiting",
        "  stu002  0 ms  3 resources, create a-r",
        "",
      ]);
      progress.onEnd(result("stu002", failed));
      progress.say("Interrupted.");
      progress.onEnd(result("stu003", { kind: "notStarted" }, 0));
    } finally {
      progress.stop();
    }
    assert.deepEqual(screen(output.text), [
      "stu001: 25 create in 21.4 s",
      "stu002: failed after 21.4 s: pulumi up failed: no …",
      "Interrupted.",
      "",
    ]);
  });
});

describe("progress of 200 students on a terminal of 80 columns", () => {
  it("moves a summary and the two in work, and leaves a line for each that ended", () => {
    const output = stream(80);
    const progress = terminalProgress(200, output, () => 0);
    const names = Array.from({ length: 200 }, (_, index) => `stu${String(index + 1).padStart(3, "0")}`);
    const moving: string[][] = [];
    try {
      for (const [index, name] of names.entries()) {
        progress.onStart(name);
        progress.onEvent(name, { kind: "resource", operation: "create", name: "x".repeat(100), count: 25 });
        const before = names[index - 1];
        if (before === undefined) continue;
        progress.onEnd(result(before, done));
        moving.push(screen(output.text).slice(index));
      }
      progress.onEnd(result("stu200", done));
    } finally {
      progress.stop();
    }
    const lines = moving.flat();
    assert.equal(lines.length, 199 * 3);
    assert.deepEqual(
      lines.filter((line) => line.length > 79),
      [],
    );
    assert.deepEqual(moving[99]?.[0], "100 of 200 done, 1 in work, 99 waiting");
    assert.deepEqual(screen(output.text), [...names.map((name) => `${name}: 25 create in 21.4 s`), ""]);
  });
});

describe("progress elsewhere", () => {
  it("is a line for each student that starts or ends", () => {
    const output = stream();
    const progress = lineProgress(3, output);
    progress.onStart("stu001");
    progress.onEvent("stu001", { kind: "resource", operation: "create", name: "vpc", count: 1 });
    progress.onEnd(result("stu001", done));
    progress.onStart("stu002");
    progress.onEnd(result("stu002", failed));
    progress.onEnd(result("stu003", { kind: "notStarted" }, 0));
    progress.stop();
    assert.deepEqual(output.text.split("\n"), [
      "stu001: started",
      "stu001: 25 create in 21.4 s (1 of 3 done, 0 in work, 2 waiting)",
      "stu002: started",
      "stu002: failed after 21.4 s: pulumi up failed: no … (1 of 3 done, 1 failed, 0 in work, 1 waiting)",
      "",
    ]);
  });
});

describe("RunState", () => {
  it("says how long each stack is in work, and what was done last", () => {
    let now = 0;
    const state = new RunState(2, () => now);
    state.start("stu001");
    state.event("stu001", { kind: "resource", operation: "create", name: "network", count: 7 });
    now = 61_900;
    assert.deepEqual(state.lines(), ["  stu001  1 min 1 s  7 resources, create network"]);
  });
});
