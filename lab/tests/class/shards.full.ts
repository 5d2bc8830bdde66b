import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { labRuns, type LabRun } from "@config-remediation-lab/local/tests/leftovers";
import { until } from "@config-remediation-lab/local/tests/until";

/** Three machines, each with a home of its own for Pulumi, which share nothing but a roster and a bucket. */
describe("a class in three shards with its state in S3", function () {
  this.timeout(1_200_000);
  const startRun = labRuns();
  const Bucket = "class-state";
  let session: LocalSession;
  let clients: AwsClients;
  let folder: string;
  let roster: string;

  before(async () => {
    session = await startSession({ progress: () => undefined });
    const { endpoint, credentials } = session.aws;
    clients = new AwsClients("us-east-1", () => ({ endpoint, credentials, forcePathStyle: true }));
    await clients.s3.createBucket({ Bucket });
    folder = mkdtempSync(join(tmpdir(), "class-shards-"));
    roster = join(folder, "comp4632.csv");
    writeFileSync(
      roster,
      "itscAccount,email\nstu001,1@example.edu\nstu002,2@example.edu\nstu003,3@example.edu\n",
    );
    for (const shard of [1, 2, 3])
      cpSync(join(session.folder, "pulumi"), join(folder, `home${shard}`), {
        recursive: true,
        verbatimSymlinks: true,
      });
  });
  after(async () => {
    clients?.destroy();
    await session?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function onMachine(number: number, name: string, ...more: string[]): LabRun {
    const { host } = new URL(session.aws.endpoint);
    const environment = {
      ...session.environment,
      PULUMI_HOME: join(folder, `home${number}`),
      PULUMI_BACKEND_URL: `s3://${Bucket}?region=us-east-1&endpoint=${host}&disableSSL=true&s3ForcePathStyle=true`,
    };
    return startRun(["class", name, roster, ...more], { environment });
  }

  const up = (shard: number, ...more: string[]): LabRun =>
    onMachine(shard, "up", "--stage", "environment", "--shard", `${shard}/3`, "--json", ...more);

  async function keys(Prefix: string): Promise<string[]> {
    const { Contents = [] } = await clients.s3.listObjectsV2({ Bucket, Prefix });
    return Contents.map(({ Key = "" }) => Key);
  }

  function resultFile(shard: number, run: LabRun): string {
    const path = join(folder, `up-${shard}.json`);
    writeFileSync(path, run.stdout);
    return path;
  }

  it("comes up at once on all three, one killed and started again, and is one class in the end", async () => {
    const [first, killed, third] = [up(1), up(2), up(3)] as const;
    const locks = () => keys(".pulumi/locks/organization/config-remediation-lab/stu002/");
    await until("the lock of the second shard", async () => (await locks()).length > 0);
    await killed.dispose();
    assert.equal((await locks()).length, 1);

    const locked = up(2);
    assert.equal(await locked.exitCode(), 1, locked.stderr);
    assert.match(locked.stdout, /"result": "locked",\s+"message": "locked by \S+ \(pid \d+\) at /);
    const again = up(2, "--unlock");
    for (const run of [first, again, third]) assert.equal(await run.exitCode(), 0, run.stderr + run.stdout);
    assert.deepEqual(
      (await keys(".pulumi/locks/")).filter((key) => key.endsWith(".json")),
      [],
    );

    const files = [first, again, third].map((run, index) => resultFile(index + 1, run));
    const merge = startRun(["class", "merge", ...files]);
    assert.equal(await merge.exitCode(), 0, merge.stderr);
    assert.match(merge.stdout, /^Class comp4632\n/);
    assert.deepEqual(
      [...merge.stdout.matchAll(/^(stu\d+) +\d{12} +us-east-1 +(\w+) +\d+ create/gm)].map(
        ([, ...found]) => found,
      ),
      [
        ["stu001", "done"],
        ["stu002", "done"],
        ["stu003", "done"],
      ],
    );
    assert.match(merge.stdout, /^3 of 3 are well\.$/m);
  });

  it("goes down on one machine, which has never seen the others' students", async () => {
    const down = onMachine(1, "down", "--yes", "--parallel", "2");
    assert.equal(await down.exitCode(), 0, down.stderr + down.stdout);
    assert.match(down.stdout, /^3 of 3 are well\.$/m);
    assert.deepEqual(
      (await keys(".pulumi/stacks/")).filter((key) => key.endsWith(".json")),
      [],
    );
  });
});
