import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { labRuns, type LabRun } from "@config-remediation-lab/local/tests/leftovers";
import { until } from "@config-remediation-lab/local/tests/until";
import { resultsIn, StackFiles } from "./classRuns";

const count = 30;
const names = Array.from({ length: count }, (_, index) => `stu${String(index + 1).padStart(3, "0")}`);

/** Thirty students as Canvas exports them; two fail, and the machine doesn't hold out either. */
describe("a class of thirty that is interrupted twice", function () {
  this.timeout(3_600_000);
  const startRun = labRuns();
  let session: LocalSession;
  let clients: AwsClients;
  let folder: string;
  let roster: string;

  before(async () => {
    const quotas = { vpcs: count + 5, gateways: count + 5 };
    session = await startSession({ progress: () => undefined, quotas });
    const { endpoint, credentials } = session.aws;
    clients = new AwsClients("us-east-1", () => ({ endpoint, credentials, forcePathStyle: true }));
    folder = mkdtempSync(join(tmpdir(), "thirty-"));
    roster = join(folder, "comp4632.csv");
    const head = "Student,ID,SIS Login ID,Section,Lab 7 (1234)\n    Points Possible,,,,100\n";
    const rows = names.map((name, index) => `"${name}, Student",${index + 1},${name},L1,`);
    writeFileSync(roster, `\uFEFF${head}${rows.join("\n")}\n"Student, Test",99,8f14,,\n`);
  });
  after(async () => {
    clients?.destroy();
    await session?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  });
  /** Somebody makes the student's role after the plan was made: no run takes it over. */
  const standInTheWay = (student: string) =>
    clients.iam.createRole({ RoleName: `AwsConfigRole-${student}`, AssumeRolePolicyDocument: trust });
  const makeWay = (student: string) => clients.iam.deleteRole({ RoleName: `AwsConfigRole-${student}` });
  const config = (name: string, ...more: string[]): LabRun =>
    startRun(["class", name, roster, "--domain", "example.edu", ...more], {
      environment: session.environment,
    });
  const up = (...more: string[]) => config("up", "--parallel", "2", "--stage", "environment", ...more);
  /** The students with one of these results, by the table at the end. */
  const having = (run: LabRun, ...results: string[]) =>
    resultsIn(run).flatMap(([student, result]) => (results.includes(result) ? [student] : []));

  it("finishes those in work at Ctrl-C, and starts no other", async () => {
    const run = up();
    await run.said(/^stu001: started$/m);
    await standInTheWay("stu007");
    await run.said(/^stu012: started$/m);
    run.child.kill("SIGINT");
    assert.equal(await run.exitCode(), 1, run.stderr);
    assert.deepEqual(having(run, "failed"), ["stu007"]);
    const done = having(run, "done");
    assert.ok(done.length >= 11, run.stdout);
    assert.equal(having(run, "not started").length, count - 1 - done.length);
  });

  it("goes on where it was, until the machine is gone", async () => {
    await makeWay("stu007");
    const run = up();
    await run.said(/: started$/m);
    await standInTheWay("stu019");
    const files = new StackFiles(session);
    await run.said(/^stu020: started$/m);
    await until("a resource", () => files.state("stu020").includes('"aws:'));
    await run.dispose();
    assert.doesNotMatch(run.stderr, /^stu001: started$/m);
  });

  it("says what is in the way, does all the others, and is completed without it", async () => {
    const hindered = up();
    assert.equal(await hindered.exitCode(), 1, hindered.stderr);
    // Both were in work when the machine went.
    assert.deepEqual(having(hindered, "failed", "locked"), ["stu019", "stu020"], hindered.stdout);
    await makeWay("stu019");
    const run = up("--unlock");
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    assert.equal(having(run, "done").length + having(run, "as it was").length, count);
  });

  it("is graded in the gradebook that Canvas exported", async () => {
    const verify = config("verify");
    await verify.exitCode();
    const filled = join(folder, "filled.csv");
    const grades = config("grades", "--canvas", roster, "--column", "Lab 7 (1234)", "--output", filled);
    assert.equal(await grades.exitCode(), 0, grades.stderr);
    const rows: string[][] = parse(readFileSync(filled, "utf8"), { bom: true });
    // The environment and the roles; nobody has confirmed the mail yet.
    assert.deepEqual([...new Set(rows.slice(2, 2 + count).map((cells) => cells[4]))], ["10"]);
  });

  it("is destroyed, and leaves nothing", async () => {
    const down = config("down", "--yes", "--parallel", "2");
    assert.equal(await down.exitCode(), 0, down.stdout + down.stderr);
    const { Vpcs = [] } = await clients.ec2.describeVpcs({});
    assert.deepEqual(
      Vpcs.filter(({ IsDefault }) => !IsDefault),
      [],
    );
    const roles = (await clients.iam.listRoles({})).Roles ?? [];
    assert.deepEqual(
      roles.filter(({ RoleName = "" }) => /stu\d/.test(RoleName)),
      [],
    );
    assert.deepEqual(new StackFiles(session).stacks(), []);
  });
});
