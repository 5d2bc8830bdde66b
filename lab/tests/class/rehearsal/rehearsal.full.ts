import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import type { Afternoon } from "../../../class/rehearsal/afternoon";

describe("a class's rehearsal", function () {
  this.timeout(1_200_000);
  const startRun = labRuns();
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "class-rehearsal-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function roster(name: string, ...lines: string[]): string {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  }

  async function rehearse(path: string, expected: number, ...more: string[]): Promise<Afternoon> {
    const run = startRun(["class", "rehearse", path, "--json", "--parallel", "2", ...more]);
    assert.equal(await run.exitCode(), expected, run.stdout + run.stderr);
    assert.deepEqual(run.leftovers(), []);
    return JSON.parse(run.stdout) as Afternoon;
  }

  const outcomes = ({ steps }: Afternoon) =>
    steps.map(({ name, outcome }) => `${name}: ${outcome.replace(/^\d+ to \d+ of/, "POINTS of")}`);

  it("plays the afternoon in a shared account, and leaves nothing", async () => {
    const path = roster("shared", "itscAccount,email", "stuabc,a@example.edu", "studef,d@example.edu");
    const played = await rehearse(path, 0, "--incidents", "1");
    assert.deepEqual(outcomes(played), [
      "account up: 1 of 1 are well",
      "plan: 2 labs, nothing in the way",
      "up: 2 of 2 are well",
      "account up, for the mails: 1 of 1 are well",
      "mail: every student opens the link in the first mail",
      "incident: remediated for 1 of 1",
      "verify: no check failed for 1 of 2",
      "grades: POINTS of 100 points, before the clean-up",
      "down: 2 of 2 are well",
      "account down: 1 of 1 are well",
      "left over: nothing",
    ]);
    assert.deepEqual(played.accounts, ["123456789012"]);
    assert.ok(played.invocations > 0);
  });

  it("plays each account that profiles and roles lead to", async () => {
    const path = roster(
      "own",
      "itscAccount,email,profile,roleArn,account",
      "stuabc,a@example.edu,first,,111122223333",
      "studef,d@example.edu,,arn:aws:iam::222233334444:role/teaching/Lab,222233334444",
    );
    const played = await rehearse(path, 0);
    assert.deepEqual(outcomes(played).slice(1), [
      "up: 2 of 2 are well",
      "mail: every student opens the link in the first mail",
      "incident: remediated for 1 of 1",
      "verify: no check failed for 1 of 2",
      "grades: POINTS of 100 points, before the clean-up",
      "down: 2 of 2 are well",
      "left over: nothing",
    ]);
    assert.deepEqual(played.accounts, ["111122223333", "222233334444"]);
  });

  it("is refused with the students who don't fit into the account, and makes nothing", async () => {
    const students = ["one", "two", "three", "four", "five", "six"].map(
      (name) => `${name},${name}@example.edu`,
    );
    const played = await rehearse(roster("six", "itscAccount,email", ...students), 1, "--quota", "vpcs=6");
    const [account, plan = "", ...rest] = outcomes(played);
    assert.equal(account, "account up: 1 of 1 are well");
    assert.match(
      plan,
      /account 123456789012, us-east-1 may have 6 VPCs, has 1, and 6 more are wanted \(six\): Request a higher quota \(vpc L-F678F1CE in Service Quotas\)/,
    );
    assert.match(plan, /may have 5 internet gateways, has 0, and 6 more are wanted \(six\)/);
    assert.deepEqual(rest, ["account down: 1 of 1 are well", "left over: nothing"]);
  });
});
