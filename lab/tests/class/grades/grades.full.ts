import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClassReport } from "../../../class/report";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";

const gradebook = `Student,ID,SIS Login ID,Section,Lab 7 (1234),Quiz (5),Final Score
    Points Possible,,,,10,20,(read only)
"Chan, Tai Man",101,stuabc,L1,,18,90
"Student, Test",102,8f14,,,,
`;

describe("the grade of a lab", function () {
  this.timeout(900_000);
  const startRun = labRuns();
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "grades-"));
    writeFileSync(join(folder, "lab7.csv"), gradebook);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is given by what AWS shows, and again from saved evidence when nothing is left of it", async () => {
    const file = (name: string): string => join(folder, name);
    const roster = `${file("lab7.csv")} --domain example.edu`;
    const fill = (name: string): string =>
      `--canvas ${file("lab7.csv")} --column 'Lab 7' --output ${file(name)}`;
    const script = [
      "set -e",
      `config-lab class up ${roster} --stage monitored`,
      "config-lab mail --confirm",
      "config-lab incident --stack stuabc",
      `config-lab class up ${roster} --stage remediated`,
      "config-lab incident ssh --watch --stack stuabc",
      `config-lab class verify ${roster} --save ${file("evidence.json")}`,
      `config-lab class grades ${roster} ${fill("during.csv")}`,
      `config-lab class report ${roster} --json > ${file("report.json")}`,
      `config-lab class down ${roster} --yes`,
      // The lab isn't up any more, which is a failure for it.
      `! config-lab class verify ${roster} --save ${file("evidence.json")}`,
      `config-lab class grades ${roster} --from ${file("evidence.json")} ${fill("after.csv")}`,
      `config-lab class grades ${roster} --from ${file("evidence.json")} --json > ${file("grades.json")}`,
      `config-lab class report ${roster} --from ${file("evidence.json")} --output ${file("report.html")}`,
    ];
    const run = startRun(["local", "--", "bash", "-c", script.join("\n")]);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const before = parse(gradebook);
    for (const [name, points] of [
      ["during.csv", "9.5"],
      ["after.csv", "10"],
    ] as const) {
      const expected = before.map((cells) => [...cells]);
      (expected[2] as string[])[4] = points;
      assert.deepEqual(parse(readFileSync(file(name), "utf8")), expected, run.stdout + run.stderr);
    }
    const { students } = JSON.parse(readFileSync(file("report.json"), "utf8")) as ClassReport;
    const [{ student, marks, incident, grade } = assert.fail("no student")] = students;
    assert.deepEqual([student, [...new Set(marks)], incident?.corrected], ["stuabc", ["done"], true]);
    assert.deepEqual([grade.points, grade.lost.map(({ points }) => points)], [95, [5]]);
    // When nothing is left, it has the points of the evidence that was kept.
    assert.match(readFileSync(file("report.html"), "utf8"), /<td data-sort="100">100</);
    const { grades } = JSON.parse(readFileSync(file("grades.json"), "utf8")) as {
      grades: {
        points: number;
        criteria: { evidence: { met: boolean; where: string; found: string }[] }[];
      }[];
    };
    const evidence = grades.flatMap(({ criteria }) => criteria.flatMap((one) => one.evidence));
    assert.ok(
      evidence.length > 13 && evidence.every(({ met, where, found }) => met && where !== "" && found !== ""),
    );
    assert.doesNotMatch(readFileSync(file("evidence.json"), "utf8"), /stuabc@/);
  });
});
