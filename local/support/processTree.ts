import { setTimeout as sleep } from "node:timers/promises";
import { listProcesses, pauseSync } from "./processList";
import { errorCode } from "./setUpError";

/**
 * Environment variable that the tools of a session inherit: the engine puts its plugins into process groups of their
 * own, and they are reparented when the engine is killed. The mark identifies them.
 */
export const markName = "CONFIG_REMEDIATION_LAB_SESSION";

const pollEvery = 50;
/** How long killed processes may take to disappear. Milliseconds. */
const killLimit = 10_000;

/** Ids of this user's running processes that carry the mark, this process excepted. */
export function markedProcesses(mark: string): number[] {
  return listProcesses(setting(mark))
    .filter(({ marked, pid }) => marked && pid !== process.pid)
    .map(({ pid }) => pid);
}

/** Ids of all processes that this one started, directly or not, and of those that carry the mark. */
export function ownProcesses(mark: string): number[] {
  const entries = listProcesses(setting(mark));
  const own = new Set([process.pid, ...entries.filter(({ marked }) => marked).map(({ pid }) => pid)]);
  for (let size = 0; size !== own.size;) {
    size = own.size;
    for (const { pid, parent } of entries) if (own.has(parent)) own.add(pid);
  }
  own.delete(process.pid);
  return [...own];
}

/**
 * Asks processes to end, and kills those that haven't after `grace` milliseconds.
 *
 * @param find returns the processes to end; called until there are none
 * @throws when a killed process doesn't disappear
 */
export async function endProcesses(find: () => number[], grace: number): Promise<void> {
  const asked = new Set<number>();
  const start = performance.now();
  for (let left = findSurely(find); left.length > 0; left = findSurely(find)) {
    const elapsed = performance.now() - start;
    if (elapsed > grace + killLimit) throw new Error(`Killed processes don't end: ${left.join(", ")}`);
    if (elapsed > grace) signal(left, "SIGKILL");
    // What a process starts on being asked is asked too.
    signal(
      left.filter((pid) => !asked.has(pid)),
      "SIGTERM",
    );
    for (const pid of left) asked.add(pid);
    await sleep(pollEvery);
  }
}

/** Kills processes and those that they start in the meantime. Synchronous, for an 'exit' handler. */
export function killProcesses(find: () => number[]): void {
  const start = performance.now();
  for (let left = findSurely(find); left.length > 0; left = findSurely(find)) {
    signal(left, "SIGKILL");
    if (performance.now() - start > killLimit) return;
    pauseSync(pollEvery / 10);
  }
}

/** A process that starts another and ends while the list is read hides both from one look, so an empty one is repeated. */
function findSurely(find: () => number[]): number[] {
  const found = find();
  return found.length > 0 ? found : find();
}

/** Sends a signal to each process, or to a process group when the number is negative; one that has ended is skipped. */
export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (errorCode(error) !== "ESRCH") throw error;
    }
  }
}

function setting(mark: string): string {
  return `${markName}=${mark}`;
}
