import assert from "node:assert/strict";
import { item } from "../../fakes/labAnswers";
import { examine, missing } from "../harness";

describe("Task 4", () => {
  it("shows what the incident added, and when", async () => {
    const { checks, evidence } = await examine(4);
    assert.equal(
      checks[0]?.seen,
      "2026-01-31 09:20:00, added TCP 465 from 0.0.0.0/0, added TCP 993 from 0.0.0.0/0",
    );
    assert.deepEqual(evidence[0]?.rows, [
      ["2026-01-31 09:20:00", "TCP 465 from 0.0.0.0/0\nTCP 993 from 0.0.0.0/0", "-"],
      ["2026-01-31 09:32:00", "TCP 443 from 0.0.0.0/0", "TCP 465 from 0.0.0.0/0\nTCP 993 from 0.0.0.0/0"],
    ]);
  });

  it("counts a required permission that was removed as an incident", async () => {
    const removed = {
      GetResourceConfigHistory: () => ({ configurationItems: [item(10, [80, 443]), item(11, [443])] }),
    };
    const { checks } = await examine(4, { answers: removed });
    assert.equal(checks[0]?.seen, "2026-01-31 09:11:00, removed TCP 80 from 0.0.0.0/0");
  });

  it("isn't content with what the group began with, nor with a change that only puts things right", async () => {
    const quiet = {
      GetResourceConfigHistory: () => ({ configurationItems: [item(10, [80, 22]), item(11, [80, 443])] }),
    };
    assert.deepEqual(missing(await examine(4, { answers: quiet })), [
      {
        what: "an incident in the timeline of LabSG1",
        expected: "an item that adds a permission that isn't required, or lacks a required one",
        seen: "changes: 1, none of them an incident",
        hint: "Cause one: npx config-lab incident. AWS Config shows it a few minutes later.",
      },
    ]);
  });
});
