import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  gradeLines,
  gradeOf,
  loadRubric,
  openGradeFile,
  saveEvidence,
  type Grade,
  type Rubric,
} from "../../../class/grades";
import { mergeGrades, readResults, type MergedGrades } from "../../../class/merge";
import { runMerge } from "../../../class/runMerge";
import { runLab } from "../../fakes/runLab";
import { noLog, observe } from "../grades/students";

const student = (stack: string) => ({ itscAccount: stack, stack, email: `${stack}@example.edu`, line: 1 });
const roster = ["stuabc", "studef", "stughi"].map(student);

describe("class merge of grades", () => {
  let folder: string;
  let rubric: Rubric;
  let whole: Grade[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "merge-grades-"));
    rubric = await loadRubric();
    const observations = [await observe("stuabc", 0), await observe("studef", 0, { answers: noLog })];
    await saveEvidence(path("evidence.json"), "lab7", observations);
    whole = roster.map(({ stack }) => gradeOf(stack, rubric, observations));
  });
  after(() => rmSync(folder, { recursive: true }));

  const path = (name: string): string => join(folder, name);

  /** What `class grades --json` prints. */
  function file(name: string, grades: readonly unknown[], other: object = {}): string {
    writeFileSync(
      path(name),
      JSON.stringify({ class: "lab7", rubric: "Lab 7", grades, ...other }, undefined, 2),
    );
    return path(name);
  }

  async function merged(paths: readonly string[], students = roster): Promise<MergedGrades> {
    const results = await readResults(paths, students);
    assert.equal(results.kind, "grades");
    return mergeGrades(results.shards, students);
  }

  const shards = () => [file("1.json", [whole[0], whole[2]]), file("2.json", [whole[1]]), file("3.json", [])];

  it("makes the grades of the whole class of the shards', in the roster's order", async () => {
    const all = await merged(shards());
    assert.deepEqual(all.grades, whole);
    assert.deepEqual(
      gradeLines(all.class, all.rubric, all.grades, { lines: false }),
      gradeLines("lab7", rubric, whole, { lines: false }),
    );
  });

  it("writes the same grade files as for the whole class", async () => {
    const worksheet = "Identifier,Email address,Grade,Last modified (grade)\n1,stuabc@example.edu,,-\n";
    writeFileSync(path("worksheet.csv"), worksheet);
    const canvas = join(__dirname, "../../fixtures/rosters/canvas.csv");
    const formats = [
      { csv: true },
      { moodle: true },
      { moodleWorksheet: path("worksheet.csv") },
      { canvas, column: "Lab 7 (1234)" },
    ];
    const all = await merged(shards());
    for (const format of formats) {
      const gradeFile = await openGradeFile(format);
      assert.deepEqual(
        gradeFile?.fill(all.rubric, roster, all.grades),
        gradeFile?.fill(rubric, roster, whole),
      );
    }
  });

  it("notices a student of the roster whom no shard has", async () => {
    const { grades } = await merged(shards().slice(1));
    assert.deepEqual(
      grades.map(({ student: name, points, of, problem }) => [name, points, of, problem]),
      [
        ["stuabc", 0, 100, "none of the files has the student"],
        ["studef", whole[1]?.points, 100, undefined],
        ["stughi", 0, 100, "none of the files has the student"],
      ],
    );
  });

  it("rejects what doesn't belong together, with every fault", async () => {
    const [first] = whole;
    const otherPoints = {
      ...whole[1],
      criteria: whole[1]?.criteria.map((one, index) => (index === 1 ? { ...one, of: 7 } : one)),
    };
    const fewer = { ...first, student: "stujkl", criteria: first?.criteria.slice(1) };
    const paths = [
      file("1.json", [first]),
      file("2.json", [first], { class: "lab8" }),
      file("3.json", [otherPoints, fewer], { rubric: "Lab 8" }),
      file("4.json", [{ ...first, of: "100" }]),
      path("5.json"),
    ];
    writeFileSync(path("5.json"), JSON.stringify({ class: "lab7", sound: 0, students: [] }));
    await assert.rejects(readResults(paths, roster), {
      message: [
        "These results can't be merged:",
        "    4.json: expected the grades that class grades prints with --json: /grades/0/of must be number",
        "    2.json: expected the class lab7 as in 1.json, got lab8",
        "    5.json: expected the result of grades as in 1.json, got that of status or verify",
        "    3.json: expected the rubric Lab 7 as in 1.json, got Lab 8",
        '    3.json: studef: expected criterion 2, "Task 1: the subscription is confirmed" (5 points for subscription), as in 1.json, got "Task 1: the subscription is confirmed" (7 points for subscription)',
        "    3.json: stujkl: expected 13 criteria as in 1.json, got 12",
        "    stuabc is in 1.json and 2.json",
        "    3.json: expected students of the roster, got stujkl",
      ].join("\n"),
    });
  });

  it("needs a roster for Moodle's grade import, and grades for a grade file", async () => {
    await assert.rejects(runMerge(shards(), { moodle: true }), {
      message: "--moodle needs the addresses, which results don't have.",
    });
    writeFileSync(path("5.json"), JSON.stringify({ class: "lab7", sound: 0, students: [] }));
    await assert.rejects(runMerge([path("5.json")], { csv: true }), {
      message:
        "A roster and a grade file are for what class grades printed; these are results of status or verify.",
    });
  });

  it("prints and writes by the commands what one command does for the whole class", async function () {
    this.timeout(120_000);
    const lines = roster.map(({ itscAccount, email }) => `${itscAccount},${email}\n`);
    writeFileSync(path("lab7.csv"), `itscAccount,email\n${lines.join("")}`);
    const run = (...args: string[]) => runLab(folder, ["class", ...args]);
    const grades = (...more: string[]) => run("grades", "lab7.csv", "--from", "evidence.json", ...more);
    const [one, two, expected] = await Promise.all([
      grades("--shard", "1/2", "--json"),
      grades("--shard", "2/2", "--json"),
      grades("--moodle", "--output", "whole.csv"),
    ]);
    writeFileSync(path("one.json"), one.stdout);
    writeFileSync(path("two.json"), two.stdout);
    const files = ["one.json", "two.json"];
    const ended = await run("merge", ...files, "--moodle", "--roster", "lab7.csv", "--output", "merged.csv");
    // Nothing was seen of the third student.
    assert.deepEqual([one.code, two.code, expected.code, ended.code], [1, 0, 1, 1], ended.stderr);
    assert.match(ended.stdout, /^stughi +\? /m);
    assert.equal(ended.stdout, expected.stdout);
    assert.equal(ended.stderr, expected.stderr.replaceAll("whole.csv", "merged.csv"));
    assert.equal(readFileSync(path("merged.csv"), "utf8"), readFileSync(path("whole.csv"), "utf8"));
    assert.equal(readFileSync(path("merged.csv"), "utf8").split("\n").length, 4);
  });
});
