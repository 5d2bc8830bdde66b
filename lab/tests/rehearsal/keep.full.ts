import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { childProcesses } from "@config-remediation-lab/local/tests/childProcesses";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";

describe("a rehearsal", function () {
  this.timeout(600_000);
  const startRun = labRuns();
  const startChild = childProcesses();

  it("that is kept has its stack selected for pulumi and config-lab of another terminal", async () => {
    const run = startRun(["rehearse", "--keep"]);
    await run.said(/^The stack rehearsal is selected there/m);
    const file = /^ {2}source (\S+)$/m.exec(run.stderr)?.[1] ?? "";
    const script = '. "$0" && pulumi preview --expect-no-changes && cd / && config-lab verify --task 1';
    const other = startChild("sh", ["-c", script, file], { env: { PATH: process.env.PATH, HOME: tmpdir() } });
    assert.equal(await other.exitCode(), 0, other.stdout + other.stderr);
    assert.match(other.stdout, /^Previewing update \(rehearsal\)/m);
    run.interrupt();
    assert.equal(await run.exitCode(), 0);
    assert.deepEqual(run.leftovers(), []);
  });

  it("whose reader goes away ends with exit code 141, and leaves nothing", async () => {
    const run = startRun(["rehearse"]);
    run.child.stdout?.destroy();
    assert.equal(await run.exitCode(), 141, run.stderr);
    assert.doesNotMatch(run.stderr, /^ +at /m);
    assert.deepEqual(run.leftovers(), []);
  });
});
