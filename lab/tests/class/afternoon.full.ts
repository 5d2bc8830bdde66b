import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";

/** The commands of docs/class.md's blocks, in its order. */
function documented(): string[] {
  const text = readFileSync(join(__dirname, "../../../docs/class.md"), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, lines = ""]) => lines.trim());
  return blocks.flatMap((block) => block.split("\n")).filter((line) => line.includes("config-lab class"));
}

/** A run of one command, from the marks that the script puts around it. */
interface Run {
  readonly command: string;
  readonly code: number;
  readonly output: string;
}

function runsIn(stdout: string): Run[] {
  return [...stdout.matchAll(/^\$ (.*)\n([\s\S]*?)^code (\d+)$/gm)].map(
    ([, command = "", output = "", code]) => ({ command, output: output.trim(), code: Number(code) }),
  );
}

describe("a teacher's afternoon", function () {
  this.timeout(1_200_000);
  const startRun = labRuns();
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "afternoon-"));
    copyFileSync(join(__dirname, "../fixtures/rosters/canvas.csv"), join(folder, "comp4632.csv"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("goes by the commands of docs/class.md, and rejects what can't work", async () => {
    const [plan = "", up = "", status = "", grades = "", save = "", saved = "", down = "", ...more] =
      documented();
    assert.deepEqual(more, []);
    const commands = [
      plan,
      up,
      up,
      `${plan} --stage remediated`,
      `${plan} --class other`,
      status,
      `${status.replace(" status ", " verify ")} --task 1`,
      down,
      grades,
      save,
      `${down} --yes`,
      `${down} --yes`,
      saved,
    ].map((command) =>
      command
        .replace("npx ", "")
        .replace("ROSTER.csv", join(folder, "comp4632.csv"))
        .replace("EVIDENCE", join(folder, "evidence.json")),
    );
    const script = commands.map((command) => `echo '$ ${command}'; ${command} < /dev/null; echo "code $?"`);
    const run = startRun(["local", "--", "bash", "-c", script.join("\n")]);
    assert.equal(await run.exitCode(), 0, run.stderr);
    const runs = runsIn(run.stdout);
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0, 0, 1, 1, 0, 1, 2, 0, 1, 0, 0, 0],
      run.stdout + run.stderr,
    );
    const output = (index: number): string => runs[index]?.output ?? "";
    assert.match(
      output(0),
      /^Class comp4632: 2 students\n.*\nstuabc +123456789012 shared +us-east-1 +10\.0\.0\.0\/16 +environment +create$/m,
    );
    assert.match(
      output(0),
      /^Note: not students: line 2: Manual Posting; line 3: Points Possible; line 6: the test student$/m,
    );
    assert.match(output(1), /^studef +123456789012 +us-east-1 +done +26 create +\d/m);
    assert.match(output(1), /^2 of 2 are well\.$/m);
    assert.match(output(2), /^stuabc +123456789012 +us-east-1 +as it was +none$/m);
    assert.match(
      output(3),
      /^ {2}- account 123456789012, us-east-1 has no recorder of AWS Config, which these labs use together\n {4}students: stuabc, studef$/m,
    );
    assert.match(
      output(4),
      /^ {2}- the stack stuabc exists, and belongs to the class comp4632\n {4}students: stuabc$/m,
    );
    assert.match(
      output(5),
      /^stuabc +environment +\d{4}-\d\d-\d\d [\d:]{8} +✗ +✓ +✗ +✗ +… +… +… +- +pending$/m,
    );
    assert.match(
      output(6),
      /^stuabc, studef: task 1, its confirmation: expected confirmed; seen pending\n {2}Open the link in the mail/m,
    );
    assert.match(output(6), /^No check failed for 0 of 2 students\.$/m);
    // Provisioned, with both roles, but nobody has confirmed the mail or done anything.
    for (const graded of [output(8), output(12)])
      assert.match(graded, /^studef +10 of 100 +5 +0 +5 +0( +0)*$/m);
    assert.match(output(10), /^stuabc +123456789012 +us-east-1 +done +26 delete +\d/m);
    assert.equal(output(11), "The class comp4632 has no stacks.");
    assert.match(run.stderr, /^Class comp4632: 2 stacks with 58 resources are destroyed/m);
    assert.match(
      run.stderr,
      /Nothing was destroyed: there is no terminal to confirm it on\.\n {2}Add --yes\./,
    );
  });
});
