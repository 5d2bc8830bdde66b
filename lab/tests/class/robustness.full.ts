import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { labRuns, type LabRun } from "@config-remediation-lab/local/tests/leftovers";
import { until } from "@config-remediation-lab/local/tests/until";
import { resultsIn, StackFiles } from "./classRuns";

/** A class that is interrupted in every way there is, and brought to an end. */
describe("a class that is interrupted", function () {
  this.timeout(1_200_000);
  const startRun = labRuns();
  let session: LocalSession;
  let folder: string;
  let roster: string;

  before(async () => {
    session = await startSession({ progress: () => undefined });
    folder = mkdtempSync(join(tmpdir(), "interrupted-class-"));
    roster = join(folder, "comp4632.csv");
    const students = ["stu001", "stu002", "stu003"].map((name) => `${name},${name}@example.edu`);
    writeFileSync(roster, `itscAccount,email\n${students.join("\n")}\n`);
  });
  after(async () => {
    await session?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(name: "up" | "down", ...more: string[]): LabRun {
    const stage = name === "up" ? ["--stage", "environment"] : ["--yes"];
    const args = ["class", name, roster, "--parallel", "1", ...stage, ...more];
    return startRun(args, { environment: session.environment });
  }

  /** The results in the table: `stu001 done`. */
  const results = (run: LabRun) => resultsIn(run).map((one) => one.join(" "));

  /** Ctrl-C, again and again, until the command says so: within half a second it counts as one. */
  async function interrupt(run: LabRun, answer: RegExp): Promise<void> {
    await until(String(answer), () => {
      run.child.kill("SIGINT");
      return answer.test(run.stderr);
    });
  }

  it("ends for a student whose role somebody makes after the plan, and says so", async () => {
    const { endpoint, credentials } = session.aws;
    const { iam } = new AwsClients("us-east-1", () => ({ endpoint, credentials }));
    const single = join(folder, "single.csv");
    writeFileSync(single, "itscAccount,email\nstu008,stu008@example.edu\n");
    const args = ["class", "up", single, "--stage", "environment"];
    const run = startRun(args, { environment: session.environment });
    await run.said(/^stu008: started$/m);
    const AssumeRolePolicyDocument = '{ "Version": "2012-10-17", "Statement": [] }';
    await iam.createRole({ RoleName: "AwsConfigRole", AssumeRolePolicyDocument });
    assert.equal(await run.exitCode(), 1, run.stderr);
    assert.match(run.stdout, /EntityAlreadyExistsException: Role with name AwsConfigRole already exists/);
    const down = startRun(["class", "down", single, "--yes"], { environment: session.environment });
    assert.equal(await down.exitCode(), 0, down.stdout + down.stderr);
    await iam.deleteRole({ RoleName: "AwsConfigRole" });
  });

  it("finishes the student in work after one Ctrl-C, and starts no other", async () => {
    const run = start("up");
    await run.said(/^stu001: started$/m);
    run.child.kill("SIGINT");
    assert.equal(await run.exitCode(), 1, run.stderr);
    assert.match(run.stderr, /No other student is started; those in work are finished\./);
    assert.deepEqual(results(run), ["stu001 done", "stu002 not started", "stu003 not started"]);
    assert.match(run.stdout, /stu002, stu003: not started\n {2}Run the same command again\.\n/);
  });

  it("cancels the student in work after two", async () => {
    const run = start("up");
    await run.said(/^stu002: started$/m);
    await interrupt(run, /No other student is started/);
    await interrupt(run, /Cancelling those in work/);
    assert.equal(await run.exitCode(), 1, run.stderr);
    const [first, second, third] = results(run);
    assert.deepEqual([first, third], ["stu001 as it was", "stu003 not started"]);
    // The last resource may be complete when the second Ctrl-C arrives.
    assert.match(second ?? "", /^stu002 (cancelled|done)$/);
  });

  it("explains the lock that a killed run left, lifts it on request, and does what is missing", async () => {
    const killed = start("up", "--only", "stu003");
    const files = new StackFiles(session);
    // Creating a stack takes a lock for a moment, too; once the state has a resource, the lock is the update's.
    await until("a resource", () => files.state("stu003").includes('"urn":'));
    // Command, stack process, engine and provider, as a machine that loses power.
    await killed.dispose();
    assert.equal(files.locks("stu003"), 1);

    const locked = start("up");
    assert.equal(await locked.exitCode(), 1, locked.stderr);
    assert.equal(results(locked)[2], "stu003 locked", locked.stdout + locked.stderr);
    assert.match(
      locked.stdout,
      /^stu003: locked by \S+ \(pid \d+\) at \S+\n {2}Another run may be at work on it\. If there is none, a killed one left the lock: add --unlock\.$/m,
    );
    const again = start("up", "--unlock");
    assert.equal(await again.exitCode(), 0, again.stderr + again.stdout);
    assert.deepEqual(results(again), ["stu001 as it was", "stu002 as it was", "stu003 done"]);
    assert.doesNotMatch(again.stderr, /stu00[12]: started/);
  });

  it("offers at its end what a student made by hand, and deletes it only when told to", async () => {
    const { endpoint, credentials, accountId } = session.aws;
    const settings = { endpoint, credentials, forcePathStyle: true };
    const clients = new AwsClients("us-east-1", () => settings);
    const { config, s3 } = clients;
    try {
      // As Tasks 3 and 5 have it in the console, by the student stu001 of a shared account.
      const Bucket = "config-bucket-of-stu001";
      await s3.createBucket({ Bucket });
      await config.putConfigurationRecorder({
        ConfigurationRecorder: {
          name: "default",
          roleARN: `arn:aws:iam::${accountId}:role/AwsConfigRole-stu001`,
          recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::SecurityGroup"] },
        },
      });
      await clients.iam.putRolePolicy({
        RoleName: "AwsConfigRole-stu001",
        PolicyName: "Bucket",
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
        }),
      });
      await config.putDeliveryChannel({ DeliveryChannel: { name: "default", s3BucketName: Bucket } });
      await config.startConfigurationRecorder({ ConfigurationRecorderName: "default" });
      await clients.iam.deleteRolePolicy({ RoleName: "AwsConfigRole-stu001", PolicyName: "Bucket" });
      const made = ["recorder default", "delivery channel default", `bucket ${Bucket}`];
      const listed = made.map((one) => `  account ${accountId}, us-east-1: ${one}`);

      const down = start("down");
      assert.equal(await down.exitCode(), 1, down.stderr);
      assert.ok(
        down.stderr.includes(
          ["Made by hand, and not deleted (--also deletes it too):", ...listed].join("\n"),
        ),
        down.stderr,
      );
      assert.deepEqual(results(down), ["stu001 done", "stu002 done", "stu003 done"]);
      assert.equal((await config.describeConfigurationRecorders({})).ConfigurationRecorders?.length, 1);

      const also = start("down", "--also");
      assert.equal(await also.exitCode(), 0, also.stderr + also.stdout);
      assert.equal(also.stdout, "The class comp4632 has no stacks.\n");
      assert.deepEqual((await config.describeConfigurationRecorders({})).ConfigurationRecorders, []);
      assert.deepEqual((await config.describeDeliveryChannels({})).DeliveryChannels, []);
      assert.deepEqual((await s3.listBuckets({})).Buckets ?? [], []);
    } finally {
      clients.destroy();
    }
  });

  it("is found when it has expired, without its roster, and no other is", async () => {
    const up = start("up", "--only", "stu001", "--expires", "2026-01-31");
    assert.equal(await up.exitCode(), 0, up.stderr);
    const other = join(folder, "other.csv");
    writeFileSync(other, "itscAccount,email\nstu009,stu009@example.edu\n");
    const args = ["class", "up", other, "--stage", "environment"];
    const kept = startRun(args, { environment: session.environment });
    assert.equal(await kept.exitCode(), 0, kept.stderr);
    const run = startRun(["class", "down", "--expired", "--yes"], { environment: session.environment });
    assert.equal(await run.exitCode(), 0, run.stderr);
    assert.match(run.stderr, /^stu001 +\d{12} +us-east-1 +\d+ +\S+ \S+ +expired on 2026-01-31$/m);
    assert.deepEqual(results(run), ["stu001 done"]);
    const none = startRun(["class", "down", "--expired", "--yes"], { environment: session.environment });
    assert.equal(await none.exitCode(), 0, none.stderr);
    assert.equal(none.stdout, "No class has expired.\n");
  });
});
