import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergeResults, readResults, type MergedResult } from "../../../class/merge";

describe("class merge", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "merge-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  async function merge(paths: readonly string[]): Promise<MergedResult> {
    const results = await readResults(paths);
    assert.ok(results.kind !== "grades");
    return mergeResults(results);
  }

  const done = (student: string) => ({
    student,
    account: "123456789012",
    region: "us-east-1",
    result: "done",
    message: "25 create",
    milliseconds: 20_000,
  });

  it("makes one table of the shards' runs", async () => {
    const paths = [
      file("1.json", { class: "c", students: [done("a"), done("d")] }),
      file("2.json", {
        class: "c",
        students: [{ ...done("b"), result: "failed", message: "no luck", next: "Again." }],
        leftovers: ["a VPC"],
        notes: ["slow"],
      }),
    ];
    const merged = await merge(paths);
    assert.equal(merged.ok, false);
    assert.deepEqual(merged.lines({ lines: false }), [
      [
        "Class c",
        "student  account       region     result  changes    time",
        "a        123456789012  us-east-1  done    25 create  20.0 s",
        "d        123456789012  us-east-1  done    25 create  20.0 s",
        "b        123456789012  us-east-1  failed             20.0 s",
      ].join("\n"),
      "",
      "b: no luck",
      "  Again.",
      "",
      "2 of 3 are well; 1 are not.",
      "Note: slow",
      "Left over, and not deleted:",
      "  a VPC",
    ]);
    const again = file("merged.json", merged.json);
    assert.deepEqual((await merge([again])).json, merged.json);
    assert.equal((await merge(paths.slice(0, 1))).ok, true);
  });

  it("makes one matrix of the shards' tasks", async () => {
    const look = (student: string, ok: boolean) => ({
      student,
      stage: "remediated",
      lastUpdate: "2026-01-31T09:05:00.000Z",
      tasks: [
        { task: 1, title: "t", checks: [{ what: "topic", expected: "one", seen: ok ? "one" : "none", ok }] },
        { task: 5, title: "t", notYet: { reason: "early", next: "later" }, checks: [] },
      ],
    });
    const paths = [
      file("1.json", { class: "c", sound: 1, students: [look("a", true)] }),
      file("2.json", { class: "c", sound: 0, students: [look("b", false)] }),
    ];
    const merged = await merge(paths);
    assert.equal(merged.ok, false);
    assert.deepEqual(merged.lines({ lines: false }), [
      [
        "Class c: ✓ done, ✗ a check failed, … not yet, - not examined",
        "student  stage       last update (UTC)    1  5  LabSG1  mail",
        "a        remediated  2026-01-31 09:05:00  ✓  …  -       -",
        "b        remediated  2026-01-31 09:05:00  ✗  …  -       -",
      ].join("\n"),
      "",
      "b: task 1, topic: expected one; seen none",
      "No check failed for 1 of 2 students.",
    ]);
  });

  it("rejects what doesn't belong together, with every fault", async () => {
    const paths = [
      file("1.json", { class: "c", students: [done("a")] }),
      file("2.json", { class: "d", students: [done("a")] }),
      file("3.json", "{"),
      file("4.json", { class: "c", students: [{ name: "a" }] }),
      join(folder, "5.json"),
    ];
    await assert.rejects(readResults(paths), {
      message: [
        "These results can't be merged:",
        "    3.json: expected what a command of the class prints with --json, got something else",
        "    4.json: expected what a command of the class prints with --json, got something else",
        "    5.json: there is no such file",
        "    2.json: expected the class c as in 1.json, got d",
        "    a is in 1.json and 2.json",
      ].join("\n"),
    });
  });

  it("rejects results of different commands", async () => {
    const paths = [
      file("1.json", { class: "c", students: [done("a")] }),
      file("2.json", { class: "c", students: [{ student: "b", tasks: [] }] }),
      file("3.json", { class: "c", rubric: "r", grades: [] }),
    ];
    await assert.rejects(readResults(paths), {
      message: [
        "These results can't be merged:",
        "    2.json: expected the result of up or down as in 1.json, got that of status or verify",
        "    3.json: expected the result of up or down as in 1.json, got that of grades",
      ].join("\n"),
    });
  });

  it("takes a shard without students for its command's", async () => {
    const look = { student: "a", tasks: [] };
    const paths = [
      file("1.json", { class: "c", sound: 1, students: [look] }),
      file("2.json", { class: "c", sound: 0, students: [] }),
    ];
    assert.deepEqual((await merge(paths)).json, { class: "c", sound: 1, students: [look] });
    const runs = [
      file("1.json", { class: "c", students: [done("a")] }),
      file("2.json", { class: "c", students: [] }),
    ];
    assert.deepEqual((await readResults(runs)).kind, "runs");
  });
});
