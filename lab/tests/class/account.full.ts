import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";

const students = ["stuabc", "studef", "stughi"];

interface Mail {
  readonly To: string;
  readonly Subject: string;
}

describe("a shared account", function () {
  this.timeout(1_200_000);
  const startRun = labRuns();
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "account-"));
    const rows = students.map((student) => `${student},${student}@example.edu`);
    writeFileSync(join(folder, "lab7.csv"), ["itscAccount,email", ...rows, ""].join("\n"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("has one recorder for the class, invokes functions in proportion to the students, and mails each about the own groups", async () => {
    const file = (name: string): string => join(folder, name);
    const roster = file("lab7.csv");
    const forEach = (command: (student: string) => string): string[] => students.map(command);
    const script = [
      "set -e",
      // Nothing is made without the recorder.
      `! config-lab class up ${roster} --stage monitored 2> ${file("refused.txt")}`,
      `config-lab class account up ${roster}`,
      `config-lab class up ${roster} --stage monitored`,
      `config-lab class account up ${roster}`,
      "config-lab mail --confirm",
      ...forEach((student) => `config-lab incident --stack ${student}`),
      `config-lab class up ${roster} --stage remediated`,
      ...forEach((student) => `config-lab incident ssh --watch --stack ${student}`),
      `config-lab class verify ${roster}`,
      ...forEach(
        (student) =>
          `config-lab logs --all --since 1d --json --stack ${student} > ${file(`${student}.json`)}`,
      ),
      `config-lab mail --json > ${file("mails.json")}`,
      `config-lab class student-policy ${roster} > ${file("policies.json")}`,
      `! config-lab class account down ${roster} --yes 2> ${file("used.txt")}`,
      `config-lab class down ${roster} --yes`,
      `config-lab class account down ${roster} --yes`,
      `config-lab class account down ${roster} --yes`,
    ];
    const run = startRun(["local", "--", "bash", "-c", script.join("\n")]);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);

    assert.match(
      readFileSync(file("refused.txt"), "utf8"),
      /has no recorder of AWS Config, which these labs use together\n.*\n {4}Create both by: npx config-lab class account up ROSTER\.csv/,
    );
    for (const student of students) {
      const lines = readFileSync(file(`${student}.json`), "utf8");
      const invocations = lines.match(/"START RequestId/g)?.length ?? 0;
      assert.ok(invocations > 2 && invocations < 10, `${student}: ${invocations} invocations`);
    }

    const mails = (JSON.parse(readFileSync(file("mails.json"), "utf8")) as Mail[]).filter(({ Subject }) =>
      Subject.includes("[AWS Config:us-east-1] AWS::EC2::SecurityGroup"),
    );
    const groupsOf = (student: string): string[] => [
      ...new Set(
        mails
          .filter(({ To }) => To === `${student}@example.edu`)
          .flatMap((mail) => /sg-[0-9a-f]+/.exec(mail.Subject) ?? []),
      ),
    ];
    const groups = students.flatMap(groupsOf);
    for (const student of students) assert.equal(groupsOf(student).length, 2, JSON.stringify(mails));
    assert.equal(new Set(groups).size, groups.length, "a student got mails about another's group");

    const policies = JSON.parse(readFileSync(file("policies.json"), "utf8")) as object;
    assert.deepEqual(Object.keys(policies), students);
    assert.match(
      readFileSync(file("used.txt"), "utf8"),
      /The stacks of stuabc, studef, stughi use the recorder of account 123456789012, us-east-1\.\n {2}Destroy them first/,
    );
    assert.match(run.stdout, /^account-123456789012-us-east-1 +123456789012 +us-east-1 +done +\d+ delete/m);
    assert.match(run.stdout, /^The class lab7 has no stack for a shared account\.$/m);
  });
});
