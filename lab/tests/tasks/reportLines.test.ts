import assert from "node:assert/strict";
import { reportLines } from "../../tasks/reportLines";

const plain = { write: () => true };

describe("a task's report", () => {
  it("shows what was seen, what is missing and what to do, then the evidence", () => {
    const report = {
      task: 3,
      title: "Set up AWS Config",
      checks: [
        { subject: "recorder", what: "is it recording?", expected: "yes", seen: "yes", ok: true },
        {
          subject: "timeline",
          what: "items",
          expected: "at least one",
          seen: "0",
          ok: false,
          hint: "Look again later.",
        },
      ],
      evidence: [{ title: "Inventory", head: ["group"], rows: [["sg-1"]] }],
    };
    assert.deepEqual(reportLines(report, { lines: false }, plain), [
      "Task 3: Set up AWS Config",
      "  ✓ is it recording?: yes",
      "  ✗ items: expected at least one; seen 0",
      "    Look again later.",
      "",
      "  Inventory\n  group\n  sg-1",
    ]);
  });

  it("says not yet, why, and what to type", () => {
    const report = {
      task: 5,
      title: "Create the rule",
      notYet: { reason: 'the stack is at stage "monitored"', next: "pulumi up" },
      checks: [],
      evidence: [],
    };
    assert.deepEqual(reportLines(report, { lines: false }, plain), [
      "Task 5: Create the rule",
      '  … not yet: the stack is at stage "monitored"',
      "    pulumi up",
    ]);
  });
});
