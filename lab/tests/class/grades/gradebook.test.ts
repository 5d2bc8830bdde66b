import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  fillCanvas,
  fillWorksheet,
  moodleGrades,
  plainGrades,
  readCsvFile,
  type Grade,
} from "../../../class/grades";
import { withoutFormula } from "../../../class/grades/gradebook/formula";

const canvas = join(__dirname, "../../fixtures/rosters/canvas.csv");

function grade(student: string, points: number, problem?: string): Grade {
  const criteria = [
    {
      title: "The rule",
      points,
      of: 50,
      evidence: [{ subject: "rule", met: points > 0, at: "t", where: "w", expected: "e", found: "=f" }],
    },
  ];
  return { student, points, of: 50, criteria, ...(problem === undefined ? {} : { problem }) };
}

const rowsOf = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });
const student = (stack: string, email: string) => ({ itscAccount: stack, stack, email, line: 1 });

describe("a gradebook of Canvas", () => {
  it("gets one column, scaled to its points, and keeps the rest as it is", async () => {
    const { text, written, notes } = fillCanvas(
      await readCsvFile(canvas),
      "Lab 7 (1234)",
      [grade("stuabc", 42), grade("studef", 0)],
      {},
    );
    const before = (await readCsvFile(canvas)).rows.map((cells) => [...cells]);
    const expected = before.map((cells) => [...cells]);
    const [, , , first = [], second = []] = expected;
    first[5] = "8.4";
    second[5] = "0";
    // A spreadsheet would run the student's name; Canvas recognises a student by the ID.
    second[0] = "'=SUM(A1), Evil";
    assert.deepEqual(rowsOf(text), expected);
    assert.equal(text.charCodeAt(0), 0xfeff);
    assert.match(text, /^" {4}Points Possible"|^ {4}Points Possible/m);
    assert.deepEqual(written, ["stuabc", "studef"]);
    assert.deepEqual(notes, ["Lab 7 (1234) has 10 points possible: the rubric's 50 are scaled to them"]);
  });

  it("is the same file by meaning where there is no grade to write", async () => {
    const file = await readCsvFile(canvas);
    const { text, written, notes } = fillCanvas(file, "Lab 7", [grade("stuabc", 42, "no credentials")], {});
    assert.deepEqual(rowsOf(text.replace("'=SUM", "=SUM")), file.rows);
    assert.deepEqual(written, []);
    assert.deepEqual(notes.slice(1), [
      "stuabc has no grade, and the cell stays as it is: no credentials",
      "rows of canvas.csv that stay as they are, since the class doesn't have their students: line 5",
    ]);
  });

  describe("in other files", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "gradebook-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const fileOf = (text: string) => {
      const path = join(folder, "export.csv");
      writeFileSync(path, text);
      return readCsvFile(path);
    };
    const head = "Student;ID;SIS Login ID;Section;Lab 7 (1);Lab 7 (2);Final Score\r\n";
    const possible = "    Points Possible;;;;50;100;(read only)\r\n";

    it("keeps delimiter, line ends, excused students and short rows", async () => {
      const file = await fileOf(
        `${head}${possible}Chan;1;stuabc;L1;;EX;3\r\nLee;2;studef;L1\r\nNa;3;stughi;L1;7;8;9\r\n`,
      );
      const { text, written, notes } = fillCanvas(
        file,
        "Lab 7 (2)",
        [grade("stuabc", 50), grade("studef", 25), grade("stuxyz", 1)],
        {},
      );
      assert.equal(
        text,
        `${head}${possible}Chan;1;stuabc;L1;;EX;3\r\nLee;2;studef;L1;;50\r\nNa;3;stughi;L1;7;8;9\r\n`,
      );
      assert.deepEqual(written, ["stuabc", "studef"]);
      assert.deepEqual(notes, [
        "Lab 7 (2) has 100 points possible: the rubric's 50 are scaled to them",
        "excused (EX), and stays so: stuabc",
        "not written to export.csv: stuxyz",
        "rows of export.csv that stay as they are, since the class doesn't have their students: line 5",
      ]);
    });

    it("needs a column that is there once, and that Canvas imports", async () => {
      const file = await fileOf(head + possible);
      const fill = (title: string) => () => fillCanvas(file, title, [], {});
      assert.throws(fill("Lab 7"), {
        message: 'export.csv has 2 columns "Lab 7"; its assignments are "Lab 7 (1)", "Lab 7 (2)".',
      });
      assert.throws(fill("Final Score"), /has no columns "Final Score"/);
      const locked = await fileOf(
        "Student;ID;SIS Login ID;Section;Quiz (3)\nPoints Possible;;;;(read only)\n",
      );
      assert.throws(
        () => fillCanvas(locked, "Quiz", [], {}),
        /doesn't import the column "Quiz \(3\)": it is read only/,
      );
      const other = await fileOf("username,email\n");
      assert.throws(
        () => fillCanvas(other, "Quiz", [], {}),
        /export\.csv isn't a gradebook that Canvas exported/,
      );
    });

    it("reads back what it wrote, whatever the cells are", async () => {
      const cell = fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => text.replaceAll("\0", ""));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const lines = cells.map(([name, note], index) =>
            [quoted(`n${name}`), index, `stu${index}`, "L1", "", quoted(`x${note}`), ""].join(";"),
          );
          const file = await fileOf(`${head}${lines.join("\r\n")}\r\n`);
          const { text } = fillCanvas(file, "Lab 7 (1)", [grade("stu0", 7)], {});
          const expected = file.rows.map((row) => [...row]);
          (expected[1] as string[])[4] = "7";
          assert.deepEqual(parse(text, { delimiter: ";" }), expected);
        }),
        { numRuns: 50 },
      );
    });
  });
});

describe("grades for Moodle", () => {
  const students = [student("stuabc", "stuabc@example.edu"), student("studef", "d.ef@example.edu")];

  it("name the student by the address, and the feedback what is missing", () => {
    const { text, notes } = moodleGrades("Lab 7", students, [grade("stuabc", 50), grade("studef", 0)]);
    assert.deepEqual(rowsOf(text), [
      ["Email address", "Lab 7", "Feedback"],
      ["stuabc@example.edu", "50", "50 of 50 points."],
      ["d.ef@example.edu", "0", "0 of 50 points. | The rule (0 of 50): =f"],
    ]);
    assert.deepEqual(notes, []);
  });

  it("fill the worksheet that was downloaded, and nothing else in it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "worksheet-"));
    try {
      const head =
        "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (grade),Feedback comments\n";
      const rows = [
        "Participant 1,@Chan,stuabc@example.edu,No submission,,100.00,Yes,-,",
        "Participant 2,Lee,D.EF@example.edu,No submission,3.00,100.00,No,Monday,kept",
        "Participant 3,Na,other@example.edu,No submission,,100.00,Yes,-,",
      ];
      const path = join(folder, "worksheet.csv");
      writeFileSync(path, head + rows.join("\n") + "\n");
      const file = await readCsvFile(path);
      const { text, written, notes } = fillWorksheet(file, students, [
        grade("stuabc", 25),
        grade("studef", 50),
      ]);
      const expected = rowsOf(head + rows.join("\n"));
      const first = expected[1] as string[];
      first[1] = "'@Chan";
      first[4] = "50";
      first[8] = "25 of 50 points. | The rule (25 of 50): ";
      assert.deepEqual(rowsOf(text), expected);
      assert.deepEqual(written, ["stuabc", "studef"]);
      assert.deepEqual(notes, [
        "Moodle doesn't let the grade be changed, and it stays: studef",
        "rows of worksheet.csv that stay as they are, since the class doesn't have their students: line 4",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("a plain grade file", () => {
  it("has a column for each criterion, and no points for a student without a grade", () => {
    assert.deepEqual(rowsOf(plainGrades([grade("stuabc", 50), grade("studef", 0, "-1 of = the lab")]).text), [
      ["student", "points", "of", "The rule (50)", "problem"],
      ["stuabc", "50", "50", "50", ""],
      ["studef", "", "50", "0", "'-1 of = the lab"],
    ]);
  });
});

describe("a cell", () => {
  it("that a spreadsheet would run becomes text, and a number stays a number", () => {
    const cells = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"];
    assert.deepEqual(
      cells.map(withoutFormula),
      cells.map((cell) => `'${cell}`),
    );
    for (const cell of ["-", "-1", "+2.5", "-3,5%", "", "Chan", "a=1", " =1", "8"])
      assert.equal(withoutFormula(cell), cell);
  });
});
