import assert from "node:assert/strict";
import { endAsText, showRehearsal, stepAsText } from "../../rehearsal/display";
import { liveSteps } from "../../rehearsal/display/liveSteps";
import type { StepResult } from "../../rehearsal/result";
import { same, type Findings } from "../../findings";
import { screen, stream } from "../fakes/terminal";

const met: Findings = { checks: [same("ports", "80", "80")], evidence: [] };
const unmet: Findings = { checks: [same("ports", "80", "465", "See the log.")], evidence: [] };
const step: StepResult = { ...met, number: 4, title: "Task 4: the incident", ok: true, milliseconds: 1500 };
const table = { title: "LabSG1", head: ["permission", "rule"], rows: [["TCP 80", "sgr-1"]] };

describe("what a rehearsal prints of a step", () => {
  const line = "✓  4. Task 4: the incident                                  1 check      1.5 s";

  it("is a line of 78 columns, and its evidence only where that is asked for", () => {
    const shown = { ...step, evidence: [table] };
    assert.equal(line.length, 78);
    assert.equal(stepAsText(shown, false, stream()), line);
    assert.equal(
      stepAsText(shown, true, stream()),
      [line, "", "  LabSG1", "  permission  rule", "  TCP 80      sgr-1", ""].join("\n"),
    );
  });

  it("is the evidence and what isn't met, when it failed", () => {
    const failed = { ...step, ...unmet, evidence: [table], ok: false, error: "two\nlines" };
    assert.equal(
      stepAsText(failed, false, stream()),
      [
        "✗  4. Task 4: the incident                                 1 failed      1.5 s",
        "",
        "  LabSG1",
        "  permission  rule",
        "  TCP 80      sgr-1",
        "",
        "  ✗ ports",
        "      expected: 80",
        "      seen:     465",
        "      See the log.",
        "  ✗ two",
        "    lines",
      ].join("\n"),
    );
    assert.match(stepAsText({ ...step, checks: [], ok: false }, false, stream()), / failed +1\.5 s$/);
  });
});

describe("the end of a rehearsal", () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 31, 9, 5, second)).toISOString();
  const steps: StepResult[] = [
    { ...step, story: [{ at: at(1), what: "opened", text: "TCP 465 from 0.0.0.0/0" }] },
    {
      ...step,
      story: [
        { at: at(2), what: "reported", text: "COMPLIANT: Permissions were modified. 2 new revocation(s)." },
      ],
      shown: { what: "Removed", text: "34 resources" },
    },
  ];

  it("has the incident's story, the outcome, what was shown, and how to get a page", () => {
    assert.equal(
      endAsText({ ok: true, milliseconds: 26_500, steps }, stream(60)),
      [
        "",
        "The incident on LabSG1, in UTC",
        "  09:05:01.000  opened      TCP 465 from 0.0.0.0/0",
        "  09:05:02.000  reported    COMPLIANT: Permissions were",
        "                            modified. 2 new revocation(s).",
        "",
        "The lab works: 2 steps, 2 checks, 26.5 s.",
        "  Removed     34 resources",
        "  Report      --report lab-report.html writes a page about",
        "              it; --verbose prints the evidence",
      ].join("\n"),
    );
  });

  it("names the page that was written, its address unbroken", () => {
    const text = `file:///${"long/".repeat(20)}lab.html`;
    const page: StepResult = { ...step, shown: { what: "Report", text } };
    assert.equal(
      endAsText({ ok: true, milliseconds: 1000, steps: [page] }, stream()),
      `The lab works: 1 steps, 1 checks, 1.0 s.\n  Report      ${text}`,
    );
  });

  it("says where to look when it failed", () => {
    const failed = { ...step, ...unmet, ok: false };
    const kept = { folder: "/tmp/x", mailbox: "/tmp/x/aws/mailbox" };
    assert.equal(
      endAsText({ ok: false, milliseconds: 9_000, steps: [failed], kept }),
      "Step 4 failed: Task 4: the incident (after 9.0 s).\nLogs and state are kept in /tmp/x\nMails are kept in /tmp/x/aws/mailbox",
    );
  });
});

describe("a rehearsal on a terminal", () => {
  it("is a list: what ended, the step that plays with what is being done, what comes", () => {
    const output = stream(60);
    let time = 0;
    const display = liveSteps(
      ({ title }) => output.write(`✓ ${title}\n`),
      output,
      () => time,
    );
    try {
      display.progress("Removed a folder");
      display.planned(["Set-up", "Task 1", "Task 2", "Task 3"]);
      display.begins(1, "Set-up");
      display.ended({ ...step, number: 1, title: "Set-up" });
      display.begins(2, "Task 1");
      time = 12_300;
      display.progress("Bringing it up");
      display.progress("pulumi up: 4 resources, create Subnet network-subnet-of-the-lab", { name: "pulumi" });
      time = 14_400;
      display.progress("pulumi up: 5 resources, create Route network-route", { name: "pulumi" });
      assert.deepEqual(screen(output.text), [
        "Removed a folder",
        "✓ Set-up",
        "▸  2. Task 1 (14 s)",
        "        Bringing it up",
        "        pulumi up: 5 resources, create Route network-route ",
        "·  3. Task 2",
        "·  4. Task 3",
        "",
      ]);
      display.progress("", { name: "pulumi", over: true });
      display.ended({ ...step, number: 2, title: "Task 1" });
      display.begins(3, "Task 2");
      assert.deepEqual(screen(output.text), [
        "Removed a folder",
        "✓ Set-up",
        "✓ Task 1",
        "▸  3. Task 2 (0 s)",
        "·  4. Task 3",
        "",
      ]);
    } finally {
      display.stop();
    }
    assert.deepEqual(screen(output.text), ["Removed a folder", "✓ Set-up", "✓ Task 1", ""]);
  });

  it("is lines elsewhere", () => {
    const output = stream();
    const printed: string[] = [];
    const display = showRehearsal(({ title }) => printed.push(title), output);
    display.planned(["Set-up"]);
    display.begins(1, "Set-up");
    display.progress("Creating the stack");
    display.ended({ ...step, title: "Set-up" });
    display.stop();
    assert.equal(output.text, "Creating the stack\n");
    assert.deepEqual(printed, ["Set-up"]);
  });
});
