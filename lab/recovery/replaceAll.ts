/**
 * Replaces every resource of the lab's stack by the engine, one by one, and deletes every one by hand, one by one, on the real
 * engine and AWS of this machine.
 *
 *     npx ts-node lab/recovery/replaceAll.ts [--json | --write] [NAME…]
 *
 * NAME restricts it to the resources of these names. Prints what came of each; --json for programs, --write renews
 * docs/recovery.md. Exit code 1 if anything deviates.
 */
import { compareInventories, takeInventory } from "../rehearsal/account/inventory";
import { recoveryRows, recoveryTable } from "./document";
import type { StateResource } from "./kinds";
import { resourcesOf, startTrialLab } from "./session";
import { expectEachOnce, tryResource, type ResourceTrials } from "./replaceTrial";
import { messageOf, runTrialScript } from "./trialScript";

/** @throws one error for all deviations, after every trial */
async function runTrials(
  names: readonly string[],
  progress: (line: string) => void,
): Promise<ResourceTrials[]> {
  const lab = await startTrialLab(progress);
  const faults: string[] = [];
  try {
    progress("Creating the lab");
    await lab.stack.up();
    await lab.session.aws.idle();
    await expectEachOnce(lab, "the lab");
    const height = await takeInventory(lab.clients);
    const trials: ResourceTrials[] = [];
    const tried = [...named(await resourcesOf(lab.stack), names)].reverse();
    for (const [index, { urn, name, type }] of tried.entries()) {
      progress(`${index + 1}/${tried.length} ${type} ${name}`);
      try {
        const trial = await tryResource(lab, urn);
        trials.push(trial);
        progress(`  replaced: ${trial.replaced}; deleted by hand, then restored: ${trial.restored}`);
      } catch (error) {
        faults.push(messageOf(error));
        progress(messageOf(error));
      }
    }
    progress("Destroying the lab");
    await lab.stack.destroy();
    const after = compareInventories(lab.before, height, await takeInventory(lab.clients));
    const left = after.checks.filter(({ ok }) => !ok).map(({ what, seen }) => `${what}: ${seen}`);
    if (faults.length + left.length > 0) throw new Error([...faults, ...left].join("\n"));
    return trials;
  } finally {
    await lab.session.stop();
  }
}

/** The resources of these names; all for none. @throws for a name that no resource has */
function named(all: readonly StateResource[], names: readonly string[]): readonly StateResource[] {
  const unknown = names.filter((name) => !all.some((resource) => resource.name === name));
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(", ");
    throw new Error(`The stack has no resource named ${unknown.join(", ")}; it has ${known}`);
  }
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}

void runTrialScript({
  run: runTrials,
  asTable: (trials) => ({
    title: "What came of each resource",
    head: ["resource", "type", "replaced", "deleted by hand"],
    rows: trials.map((each) => [each.name, each.type, each.replaced, each.restored]),
  }),
  document: recoveryTable,
  documentRows: recoveryRows,
});
