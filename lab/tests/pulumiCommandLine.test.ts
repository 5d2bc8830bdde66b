import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { cloneRuns } from "./fakes/cloneRuns";
import { outcomes } from "./pulumiOutcomes";

describe("the program from Pulumi's own command line", function () {
  this.timeout(600_000);
  const { folder, inSession } = cloneRuns();

  it("reports a wrong configuration as one error, and shows no secret", async () => {
    copyFileSync(join(folder(), "Pulumi.dev.yaml"), join(folder(), "Pulumi.try.yaml"));
    const run = inSession(`
      export PULUMI_SKIP_CONFIRMATIONS=true
      pulumi stack init try && pulumi config set mode wrong && pulumi preview && exit 1
      echo "$ exit code $?"
      pulumi config set mode report && pulumi config set --secret subscriptionEmail hush@example.com
      pulumi preview --diff`);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const [failed = "", code = ""] = run.stdout.split(/^\$ /m);
    assert.match(
      failed,
      /\nDiagnostics:\n {2}pulumi:pulumi:Stack \(config-remediation-lab-try\):\n {4}error: The configuration of stack try has an error; nothing was changed:\n {6}- config-remediation-lab:mode: expected "enforce" or "report", got "wrong"\n {4}Set a value with: pulumi config set KEY VALUE\n\nResources:/,
    );
    assert.doesNotMatch(failed, /exit code|\n +at /);
    assert.match(code, /^exit code 1\n/);
    assert.match(code, /endpoint +: \[secret\]/);
    assert.doesNotMatch(run.stdout + run.stderr, /hush/);
    assert.deepEqual(run.leftovers(), []);
  });

  it("ends in order at Ctrl-C: no process is left, and the stack can be used on", async () => {
    const run = inSession(`
      trap : INT
      pulumi stack init dev && pulumi up --yes --skip-preview
      echo "$ exit code $?"
      # Plugins notice the end of their engine within a second; language host, program and plugins have to be gone.
      while ps -eo args | grep -e "$PULUMI_HOME/plugins/" -e "--pwd $PWD" | grep -v grep >&2; do sleep 0.1; done
      pulumi destroy --yes --skip-preview`);
    await run.said(/network-vpc creating/);
    run.interrupt();
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    // A terminal interrupts the program, too. If that ends while a resource waits for it, the update fails before it is canceled.
    assert.match(run.stdout, /error: update (canceled|failed)\n/);
    assert.match(run.stdout, /^\$ exit code [1-9]/m);
    assert.match(outcomes(run.stdout).join(), /- \d+ deleted/);
    assert.deepEqual(run.leftovers(), []);
  });
});
