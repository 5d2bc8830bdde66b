import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { configEvent } from "../../../tests/remediation/configEvents";

interface Shown {
  readonly messageType: string;
  readonly notes: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly calls: readonly { call: string; evaluations?: { compliance: string }[] }[];
}

const incident = ["TCP 80 from 0.0.0.0/0", "TCP 465 from 0.0.0.0/0", "TCP 993 from 0.0.0.0/0"];
const policy = ["TCP 80 from 0.0.0.0/0", "TCP 443 from 0.0.0.0/0"];
const remediation = ["describe", "NON_COMPLIANT", "authorize", "revoke", "describe", "COMPLIANT"];
const short: Readonly<Record<string, string>> = {
  "ec2:DescribeSecurityGroups": "describe",
  "ec2:AuthorizeSecurityGroupIngress": "authorize",
  "ec2:RevokeSecurityGroupIngress": "revoke",
};

/** Each kind of event: the group before and after, the function's calls, and what is explained. */
const kinds: Readonly<
  Record<string, [before: string[], after: string[], calls: string[], note: RegExp | undefined]>
> = {
  change: [incident, policy, remediation, undefined],
  firstEvaluation: [incident, policy, remediation, undefined],
  test: [incident, incident, ["describe", "NON_COMPLIANT"], /TESTMODE/],
  oversized: [
    [],
    policy,
    ["describe", "NON_COMPLIANT", "authorize", "describe", "COMPLIANT"],
    /too big for the event.* s3:\/\/config-bucket/,
  ],
  deleted: [[], [], ["NOT_APPLICABLE"], /status as ResourceDeleted\. It reports NOT_APPLICABLE/],
  notRecorded: [[], [], ["NOT_APPLICABLE"], /status as ResourceNotRecorded/],
  leftScope: [incident, incident, ["NOT_APPLICABLE"], /left the rule's scope/],
  otherType: [[], [], ["NOT_APPLICABLE"], /The rule is about AWS::EC2::SecurityGroup/],
  scheduled: [[], [], [], /about every group/],
  snapshotDelivered: [[], [], [], /Nothing is asked/],
};

describe("config-lab replay", function () {
  this.timeout(300_000);
  const startRun = labRuns();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "replay-test-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const shown = async (name: string, args: readonly string[] = []): Promise<Shown> => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(configEvent(name)));
    const run = startRun(["replay", file, "--json", ...args]);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    assert.deepEqual(run.leftovers(), []);
    return JSON.parse(run.stdout) as Shown;
  };
  const callsOf = ({ calls }: Shown) =>
    calls.flatMap(
      ({ call, evaluations }) => evaluations?.map(({ compliance }) => compliance) ?? [short[call] ?? call],
    );

  for (const [name, [before, after, calls, note]] of Object.entries(kinds)) {
    it(`shows what the function does on "${name}"`, async () => {
      const replayed = await shown(name);
      assert.deepEqual([replayed.before, replayed.after, callsOf(replayed)], [before, after, calls]);
      if (note) assert.match(replayed.notes.join("\n"), note);
      else assert.deepEqual(replayed.notes, []);
    });
  }

  it("shows in mode report what it would do", async () => {
    const replayed = await shown("change", ["--mode", "report"]);
    assert.deepEqual([replayed.after, callsOf(replayed)], [incident, ["describe", "NON_COMPLIANT"]]);
  });

  it("prints tables, and the event's own ids", async () => {
    const file = join(folder, "change.json");
    writeFileSync(file, JSON.stringify(configEvent("change")));
    const run = startRun(["replay", file]);
    assert.equal(await run.exitCode(), 0, run.stderr);
    assert.match(
      run.stdout,
      /^ConfigurationItemChangeNotification about sg-0a1b2c3d4e5f60718\nInbound permissions\n/,
    );
    assert.match(run.stdout, /\nTCP 465 from 0\.0\.0\.0\/0 +yes +-\n/);
    assert.match(
      run.stdout,
      /\nconfig:PutEvaluations +COMPLIANT +Permissions were modified\. 2 new revocation/,
    );
  });

  it("rejects what isn't an event", async () => {
    const file = join(folder, "none.json");
    writeFileSync(file, "{}");
    const run = startRun(["replay", file]);
    assert.equal(await run.exitCode(), 2);
    assert.match(run.stderr, /none\.json isn't an event of AWS Config: event\.resultToken: expected text/);
    assert.equal(readFileSync(file, "utf8"), "{}");
  });
});
