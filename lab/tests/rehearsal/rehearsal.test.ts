import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAsText, stepAsText } from "../../rehearsal/display";
import { readSample, shapeOf } from "../../samples/readmeSample";
import { version } from "@pulumi/pulumi/version";
import type { RehearsalResult, StepResult } from "../../rehearsal/result";
import { stream } from "../fakes/terminal";
import { LabRun, listens } from "@config-remediation-lab/local/tests/leftovers";
import { until } from "@config-remediation-lab/local/tests/until";

describe("a whole rehearsal", function () {
  this.timeout(300_000);
  let run: LabRun;
  let folder: string;
  let result: RehearsalResult;

  before(async () => {
    // From another folder than the clone's root.
    folder = mkdtempSync(join(tmpdir(), "rehearsal-report-"));
    const args = ["rehearse", "--json", "--report", join(folder, "lab.html")];
    run = new LabRun(args, { cwd: join(process.cwd(), "lab") });
    const code = await run.exitCode();
    assert.equal(code, 0, run.stdout + run.stderr);
    result = JSON.parse(run.stdout) as RehearsalResult;
  });
  after(async () => {
    await run.dispose();
    rmSync(folder, { recursive: true });
  });

  const step = (number: number): StepResult => {
    const found = result.steps[number - 1];
    assert.ok(found, `step ${number}`);
    return found;
  };
  const rows = (number: number, title: string | RegExp) => {
    const table = step(number).evidence.find((each) =>
      typeof title === "string" ? each.title === title : title.test(each.title),
    );
    assert.ok(table, `table ${String(title)} of step ${number}`);
    return table.rows;
  };

  it("meets every check of its ten steps, and shows evidence in each", () => {
    assert.equal(result.ok, true);
    assert.equal(result.steps.length, 10);
    for (const each of result.steps) {
      assert.equal(each.ok, true, each.title);
      assert.ok(each.checks.length > 0, each.title);
      assert.ok(each.evidence.length > 0, each.title);
      assert.deepEqual(
        each.checks.filter((check) => !check.ok),
        [],
      );
    }
    assert.equal(result.kept, undefined);
  });

  it("previews what it then creates", () => {
    const [preview, up] = rows(2, "Stage environment");
    assert.match(preview?.[1] ?? "", /^\d+ create$/);
    assert.equal(up?.[1], preview?.[1]);
  });

  it("sees the incident in the group and in its timeline", () => {
    const opened = rows(4, "LabSG1").filter(([, before]) => before === "-");
    assert.deepEqual(
      opened.map(([words]) => words),
      ["TCP 465 from 0.0.0.0/0", "TCP 993 from 0.0.0.0/0"],
    );
  });

  it("gets the notifications in the handout's words", () => {
    const mails = rows(5, "Mails about compliance");
    assert.equal(mails.length, 4);
    for (const [, , , subject] of mails)
      assert.match(subject ?? "", /^\[AWS Config:us-east-1\] AWS::EC2::SecurityGroup /);
    const ofLabSg1 = mails.filter(([, , annotation]) => annotation?.includes("2 new revocation(s). 1 new"));
    assert.deepEqual(
      ofLabSg1.map(([, compliance, annotation]) => [compliance, annotation]),
      [["COMPLIANT", "Permissions were modified. 2 new revocation(s). 1 new authorization(s)."]],
    );
  });

  it("reads the story of the incident, from the change to the mails", () => {
    const story = result.steps.flatMap((each) => each.story ?? []);
    assert.deepEqual(story.map(({ what }) => what).sort(), [
      "activated",
      "authorized",
      "mailed",
      "mailed",
      "opened",
      "reported",
      "reported",
      "revoked",
      "seen",
    ]);
    const texts = (what: string) => story.filter((each) => each.what === what).map(({ text }) => text);
    const opened = "TCP 465 from 0.0.0.0/0, TCP 993 from 0.0.0.0/0";
    assert.deepEqual([...texts("opened"), ...texts("revoked")], [opened, opened]);
    assert.deepEqual(texts("authorized"), ["TCP 443 from 0.0.0.0/0"]);
    assert.deepEqual(texts("reported"), [
      "NON_COMPLIANT: Permissions are not as required.",
      "COMPLIANT: Permissions were modified. 2 new revocation(s). 1 new authorization(s).",
    ]);
    assert.deepEqual(texts("mailed"), ["LabSG1 is NON_COMPLIANT", "LabSG1 is COMPLIANT"]);
    const times = story.map(({ at }) => at);
    assert.deepEqual(times, [...times].sort());
  });

  it("keeps the rule that was right, by its id", () => {
    const [, before, after] = rows(5, "LabSG1").find(([words]) => words === "TCP 80 from 0.0.0.0/0") ?? [];
    assert.match(before ?? "", /^sgr-/);
    assert.equal(after, before);
  });

  it("remediates a second incident, and never touches a group outside the lab", () => {
    const during = rows(6, /^LabSG1: All traffic/).find(([words]) => words === "all traffic from 0.0.0.0/0");
    assert.match(during?.[2] ?? "", /^sgr-/);
    assert.equal(during?.[3], "-");
    for (const number of [6, 10]) {
      const outside = rows(number, /a group outside the lab$/);
      assert.equal(outside.length, 6);
      for (const [words, before, now] of outside) assert.equal(now, before, words);
    }
  });

  it("finds the revocations of 465 and 993 in the log", () => {
    const revoked = rows(7, /revoking for/).map((cells) => cells[2]);
    assert.ok(revoked.includes("TCP 465 from 0.0.0.0/0\nTCP 993 from 0.0.0.0/0"), revoked.join("; "));
  });

  it("wants no change after the incidents, and leaves nothing of the lab in the account", () => {
    assert.deepEqual(rows(8, "Drift"), [
      ["refresh", "none"],
      ["preview", "none"],
    ]);
    const account = rows(10, "The account");
    assert.ok(account.length >= 14);
    for (const [kind, before, , after] of account) assert.equal(after, before, kind);
    const made = account.filter(([, before, height]) => Number(height) > Number(before));
    assert.equal(made.length, account.length, "the lab makes something of every kind");
  });

  it("writes a page with all its incidents, each corrected", () => {
    const page = readFileSync(join(folder, "lab.html"), "utf8");
    assert.deepEqual(rows(9, "Page")[0]?.[1], "4");
    assert.equal(page.match(/>corrected after /g)?.length, 4);
    for (const words of ["TCP 465 from 0.0.0.0/0", "Mail: LabSG1 is COMPLIANT", "LabPublicSubnet"]) {
      assert.ok(page.includes(words), words);
    }
    assert.doesNotMatch(page, /\w@|UnsubscribeURL/);
  });

  it("prints what README shows of it", async () => {
    const output = [
      ...result.steps.map((each) => stepAsText(each, false, stream())),
      endAsText(result, stream()),
    ].join("\n");
    // Mails and the function's calls are asynchronous: their order isn't always the same.
    const lines = (text: string) => shapeOf(text).split("\n").sort();
    assert.deepEqual(lines(await readSample()), lines(output));
  });

  it("leaves no process and no temporary folder on this machine", () => {
    assert.deepEqual(run.leftovers(), []);
  });
});

/** Bytes that the engine has printed so far. */
function engineOutput({ temporary }: LabRun): number {
  const logs = readdirSync(temporary).map((name) => join(temporary, name, "engine.log"));
  return logs.filter(existsSync).reduce((sum, log) => sum + statSync(log).size, 0);
}

describe("a rehearsal that is interrupted", function () {
  this.timeout(120_000);

  for (const line of ["Previewing stage environment", "Bringing the stack to stage environment"]) {
    it(`at "${line}", ends with 130 and leaves nothing`, async () => {
      const run = new LabRun(["rehearse", "--verbose"]);
      try {
        await run.said(new RegExp(line));
        const before = engineOutput(run);
        await until("output of the engine", () => engineOutput(run) > before);
        const endpoint = /AWS +(http:\S+),/.exec(run.stdout)?.[1] ?? "";
        assert.equal(await listens(endpoint), true);
        run.interrupt();
        assert.equal(await run.exitCode(), 130);
        assert.equal(await listens(endpoint), false);
        assert.deepEqual(run.leftovers(), []);
      } finally {
        await run.dispose();
      }
    });
  }
});

describe("a rehearsal that fails", function () {
  this.timeout(120_000);

  let tools: string;
  before(() => {
    tools = mkdtempSync(join(tmpdir(), "broken-"));
    const script = `#!/bin/sh
      [ "$1" = version ] && { echo v${version}; exit; }
      echo "error: the engine is broken" >&2
      exit 255`;
    writeFileSync(join(tools, "pulumi"), script, { mode: 0o755 });
  });
  after(() => rmSync(tools, { recursive: true }));

  it("says what broke it off and where logs and mails are kept, ends with 1 and leaves only those", async () => {
    const run = new LabRun(["rehearse"], { environment: { PATH: `${tools}:${process.env.PATH}` } });
    try {
      assert.equal(await run.exitCode(), 1);
      assert.match(run.stdout, /^✗  1\. Set-up.* failed /m);
      assert.match(run.stdout, /^ {2}✗ pulumi stack init failed: error: the engine is broken$/m);
      assert.match(run.stdout, /^Step 1 failed: Set-up: .* \(after /m);
      const folder = /^Logs and state are kept in (.*)$/m.exec(run.stdout)?.[1] ?? "";
      assert.match(run.stdout, new RegExp(`^Mails are kept in ${folder}/aws/mailbox$`, "m"));
      assert.deepEqual(run.leftovers(), [folder.slice(run.temporary.length + 1)]);
      assert.ok(existsSync(join(folder, "aws", "moto.log")));
    } finally {
      await run.dispose();
    }
  });
});
