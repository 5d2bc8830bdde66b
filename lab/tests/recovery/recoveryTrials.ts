import assert from "node:assert/strict";
import { join } from "node:path";
import type { LabRun } from "@config-remediation-lab/local/tests/leftovers";
import type { KillTrial } from "../../recovery/killTrial";
import type { ResourceTrials } from "../../recovery/replaceTrial";

const root = join(__dirname, "..", "..", "..");

type Start = (args: readonly string[], options: { bin: string; cwd: string }) => LabRun;

/** What `npm run recovery` finds of the resources of these names; of all for none. */
export async function replaceTrials(start: Start, ...names: readonly string[]): Promise<ResourceTrials[]> {
  return (await trials(start, "lab/recovery/replaceAll.ts", names)) as ResourceTrials[];
}

/** What `npm run recovery:kill` finds of the calls of these numbers. */
export async function killTrials(start: Start, first: number, last: number): Promise<KillTrial[]> {
  return (await trials(start, "lab/recovery/killAll.ts", [String(first), String(last)])) as KillTrial[];
}

async function trials(start: Start, script: string, args: readonly string[]): Promise<unknown> {
  // ts-node compiles only, without checking types.
  const run = start(["--transpile-only", join(root, script), "--json", ...args], {
    bin: join(root, "node_modules/ts-node/dist/bin.js"),
    cwd: root,
  });
  assert.equal(await run.exitCode(), 0, run.stderr);
  assert.deepEqual(run.leftovers(), []);
  return JSON.parse(run.stdout);
}
