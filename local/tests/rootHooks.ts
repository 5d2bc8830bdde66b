// Loaded by mocha before the test files: a run fails that leaves a process behind, or that doesn't end by itself.
import { randomUUID } from "node:crypto";
import type { Runner, Suite } from "mocha";
import { listProcesses, type RunningProcess } from "../support/processList";
import { signal } from "../support/processTree";

/** What this process starts inherits it, and can be found by it when its parent is gone. */
const markName = "CONFIG_REMEDIATION_LAB_TEST_RUN";
const mark = randomUUID();

/** How long processes that are ending may take, on a busy machine. Milliseconds. */
const endWithin = 10_000;

/** How long this process may take to exit after the last test. Milliseconds. */
const exitWithin = Number(process.env.CONFIG_REMEDIATION_LAB_EXIT_WITHIN ?? 60_000);

// Kept from before any test replaces the timers by fake ones.
const { setTimeout } = globalThis;

/** During which suite a process was seen first. */
const seenIn = new Map<number, string>();

function descendants(): RunningProcess[] {
  const all = listProcesses(`${markName}=${mark}`);
  const own = new Set([process.pid, ...all.filter(({ marked }) => marked).map(({ pid }) => pid)]);
  for (let size = 0; size !== own.size;) {
    size = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  own.delete(process.pid);
  return all.filter(({ pid }) => own.has(pid));
}

/** Waits until nothing runs any more. @returns what still does when the time is over */
async function afterEnding(): Promise<RunningProcess[]> {
  const start = performance.now();
  for (;;) {
    const left = descendants();
    if (left.length === 0 || performance.now() - start > endWithin) return left;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function leavesNoProcess(): Promise<void> {
  const left = await afterEnding();
  if (left.length === 0) return;
  signal(
    left.map(({ pid }) => pid),
    "SIGKILL",
  );
  const lines = left.map(
    ({ pid, command }) => `  ${command} (process ${pid}, since "${seenIn.get(pid) ?? "the end"}")`,
  );
  throw new Error(`The tests left processes behind, which are killed now:\n${lines.join("\n")}`);
}

/** Test files share some processes, so what is left is known at the end; which file started it, after each. */
function watch(runner: Runner): void {
  runner.on("suite end", (suite: Suite) => {
    if (!suite.parent?.root) return;
    for (const { pid } of descendants()) if (!seenIn.has(pid)) seenIn.set(pid, suite.title);
  });
  // After the hooks of the test files, which were added before.
  runner.once("start", () => runner.suite.afterAll("leaves no process behind", leavesNoProcess));
}

export function mochaGlobalSetup(this: unknown): void {
  process.env[markName] = mark;
  watch(this as Runner);
}

/** The timer doesn't keep the process alive: it fires only where something else does. */
export function mochaGlobalTeardown(): void {
  setTimeout(() => {
    const reasons = process.getActiveResourcesInfo().join(", ");
    process.stderr.write(`The tests are over, and this process doesn't exit: ${reasons}\n`);
    // Mocha sets the exit code at this event, too.
    process.once("exit", () => (process.exitCode = 1));
    process.exit(1);
  }, exitWithin).unref();
}
