import assert from "node:assert/strict";
import { join } from "node:path";
import type { LabRun } from "@config-remediation-lab/local/tests/leftovers";
import type { ResourceTrials } from "../../recovery/trial";

const root = join(__dirname, "..", "..", "..");

/** What `npm run recovery` finds of the resources of these names; of all for none. */
export async function runTrials(
  start: (args: readonly string[], options: { bin: string; cwd: string }) => LabRun,
  ...names: readonly string[]
): Promise<ResourceTrials[]> {
  const script = join(root, "lab/recovery/main.ts");
  // ts-node compiles only, without checking types.
  const run = start(["--transpile-only", script, "--json", ...names], {
    bin: join(root, "node_modules/ts-node/dist/bin.js"),
    cwd: root,
  });
  assert.equal(await run.exitCode(), 0, run.stderr);
  assert.deepEqual(run.leftovers(), []);
  return JSON.parse(run.stdout) as ResourceTrials[];
}
