import assert from "node:assert/strict";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";

describe("config-lab doctor", function () {
  this.timeout(120_000);
  const startRun = labRuns();
  /** Neither Python nor Pulumi nor Go, and nothing in the cache. */
  const bare = (run: string[]) => {
    const environment = { PATH: "/nowhere", XDG_CACHE_HOME: `${process.cwd()}/node_modules/.cache/nothing` };
    return startRun(run, { environment });
  };

  it("prints what it finds, and exits 0 where nothing is missing", async () => {
    const run = startRun(["doctor"]);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    for (const what of ["Node.js", "Python", "Pulumi", "Temporary files", "Cache", "Port"]) {
      assert.match(run.stdout, new RegExp(`^✓ +${what.replace(".", "\\.")} `, "m"));
    }
    assert.match(run.stdout, /^Nothing is missing: npx config-lab rehearse$/m);
    const json = startRun(["doctor", "--json"]);
    assert.equal(await json.exitCode(), 0);
    assert.equal((JSON.parse(json.stdout) as { what: string }[]).length, 6);
    assert.deepEqual([...run.leftovers(), ...json.leftovers()], []);
  });

  it("prints every fault and exits 3; a session says the same before it gets anything", async () => {
    const fault = /Python 3\.10 or later is needed to run AWS on this machine, and no python3 is on PATH/;
    const doctor = bare(["doctor"]);
    assert.equal(await doctor.exitCode(), 3, doctor.stdout + doctor.stderr);
    assert.match(doctor.stdout, /^✗ +Python +none that can be used$/m);
    assert.match(doctor.stdout, fault);
    for (const args of [["local", "--", "true"], ["rehearse"]]) {
      const run = bare(args);
      assert.equal(await run.exitCode(), 3);
      assert.match(run.stderr, fault);
      assert.equal(run.stdout, "");
      assert.doesNotMatch(run.stderr, /installing|Building|Making|    at /);
      assert.deepEqual(run.leftovers(), []);
    }
  });
});
