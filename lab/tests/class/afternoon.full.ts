import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childProcesses } from "@config-remediation-lab/local/tests/childProcesses";
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

/** The same by name. */
function commands() {
  const [rehearse = "", local = "", plan = "", up = "", status = "", ...later] = documented();
  const [grades = "", save = "", saved = "", down = "", shard = "", merge = "", ...more] = later;
  const [gradeShard = "", mergeGrades = "", ...others] = more;
  assert.deepEqual(others, []);
  const ofShards = { shard, merge, gradeShard, mergeGrades };
  return { rehearse, local, plan, up, status, grades, save, saved, down, ...ofShards };
}

const bin = join(__dirname, "../../bin.js");

/** A command as arguments of config-lab. */
function words(command: string): string[] {
  return command.replace("npx config-lab ", "").replace("ROSTER.csv", "comp4632.csv").split(" ");
}

describe("a teacher's afternoon", function () {
  this.timeout(1_200_000);
  const startRun = labRuns();
  const startChild = childProcesses();
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "afternoon-"));
    copyFileSync(join(__dirname, "../fixtures/rosters/canvas.csv"), join(folder, "comp4632.csv"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("goes by the commands of docs/class.md, and rejects what can't work", async () => {
    const { plan, up, status, grades, save, saved, down, shard, merge, gradeShard, mergeGrades } = commands();
    const onEach = (command: string): string[] =>
      [1, 2, 3].map((number) =>
        command
          .replace("1/3", `${number}/3`)
          .replace("RESULT", `up-${number}.json`)
          .replace("GRADES", `grades-${number}.json`),
      );
    const typed = [
      plan,
      up,
      up,
      `${plan} --stage remediated`,
      `${plan} --class other`,
      status,
      `${status.replace(" status ", " verify ")} --task 1`,
      ...onEach(shard),
      merge,
      down,
      grades,
      save,
      ...onEach(gradeShard),
      mergeGrades,
      `${down} --yes`,
      `${down} --yes`,
      saved,
    ].map((command) =>
      command
        .replace("npx ", "")
        .replace("ROSTER.csv", "comp4632.csv")
        .replace("EVIDENCE", "evidence.json")
        .replace("RESULTS…", "up-1.json up-2.json up-3.json")
        .replace("GRADES…", "grades-1.json grades-2.json grades-3.json"),
    );
    const script = typed.map((command) => `echo '$ ${command}'; ${command} < /dev/null; echo "code $?"`);
    const run = startRun(["local", "--", "bash", "-c", script.join("\n")], { cwd: folder, bin });
    assert.equal(await run.exitCode(), 0, run.stderr);
    const runs = runsIn(run.stdout);
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0],
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
    assert.match(output(10), /^stuabc +\d{12} +us-east-1 +as it was +none$/m);
    assert.match(output(10), /^studef +\d{12} +us-east-1 +as it was +none$/m);
    assert.match(output(10), /^2 of 2 are well\.$/m);
    // Provisioned, with both roles, but nobody has confirmed the mail or done anything.
    for (const graded of [output(12), output(17), output(20)])
      assert.match(graded, /^studef +10 of 100 +5 +0 +5 +0( +0)*$/m);
    assert.deepEqual(
      readFileSync(join(folder, "comp4632-grades.csv"), "utf8")
        .split("\n")
        .map((line) => line.split(",").slice(0, 3).join()),
      ["student,points,of", "stuabc,10,100", "studef,10,100", ""],
    );
    assert.match(output(18), /^stuabc +123456789012 +us-east-1 +done +26 delete +\d/m);
    assert.equal(output(19), "The class comp4632 has no stacks.");
    assert.match(run.stderr, /^Class comp4632: 2 stacks with 58 resources are destroyed/m);
    assert.match(
      run.stderr,
      /Nothing was destroyed: there is no terminal to confirm it on\.\n {2}Add --yes\./,
    );
  });

  it("is rehearsed by one command before", async () => {
    const run = startRun([...words(commands().rehearse), "--parallel", "2"], { cwd: folder, bin });
    assert.equal(await run.exitCode(), 0, run.stderr + run.stdout);
    assert.match(
      run.stdout,
      /^The afternoon of class comp4632 on this machine: 2 students in account 123456789012, stage remediated$/m,
    );
    assert.match(run.stdout, /^✓ +up +2 of 2 are well +/m);
    assert.match(run.stdout, /^✓ +left over +nothing +/m);
    assert.match(run.stdout, /^For each student: .* of up, \d+\.\d invocations of the function\.$/m);
    assert.deepEqual(run.leftovers(), []);
  });

  it("can be tried on this machine, from another terminal too, until Ctrl-C", async () => {
    const run = startRun(words(commands().local), { cwd: folder, bin });
    await run.said(/^Ctrl-C ends it/m);
    assert.match(run.stdout, /^2 of 2 are well\.$/m);
    const [, activation = ""] = /^ {2}source (\S+)$/m.exec(run.stdout) ?? [];
    const status = commands().status.replace("npx ", "").replace("ROSTER.csv", "comp4632.csv");
    const other = startChild("bash", ["-c", `source ${activation} && ${status} --local`], { cwd: folder });
    assert.equal(await other.exitCode(), 0, other.stderr);
    assert.match(other.stdout, /^stuabc +environment +/m);
    run.interrupt();
    assert.equal(await run.exitCode(), 0, run.stderr);
    assert.deepEqual(run.leftovers(), []);
  });
});
