import type { StackEvent, StackJob } from "./messages";
import { startStack, type RunningStack, type StackEnd } from "./startStack";
import type { Stopping } from "./stopping";

/** A stack to work on. */
export interface Work {
  readonly job: StackJob;
  /** The whole environment of its process. */
  readonly environment: NodeJS.ProcessEnv;
}

/** How the work on a stack went. */
export interface WorkResult {
  readonly stack: string;
  readonly operation: StackJob["operation"];
  readonly end: StackEnd | { readonly kind: "notStarted" };
  /** 0 for a stack that wasn't started. */
  readonly milliseconds: number;
}

export interface Watcher {
  onStart(stack: string): void;
  onEvent(stack: string, event: StackEvent): void;
  onEnd(result: WorkResult): void;
}

export interface RunStacksOptions {
  /** How many processes at a time. */
  readonly parallel: number;
  readonly stopping: Stopping;
  readonly watcher: Watcher;
}

/** How long a cancelled process may take to end. Milliseconds. */
const gracePeriod = 60_000;

/** Works on stacks, some at a time, each in a process of its own; the failure of one never stops another. */
export async function runStacks(
  work: readonly Work[],
  { parallel, stopping, watcher }: RunStacksOptions,
): Promise<WorkResult[]> {
  const results: WorkResult[] = [];
  const queue = [...work];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const result = stopping.noMore.aborted ? notStarted(next) : await runOne(next, stopping, watcher);
      watcher.onEnd(result);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, work.length) }, worker));
  return results;
}

async function runOne({ job, environment }: Work, stopping: Stopping, watcher: Watcher): Promise<WorkResult> {
  const { stack, operation } = job;
  watcher.onStart(stack);
  const started = performance.now();
  const running = startStack(job, environment, (event) => watcher.onEvent(stack, event));
  const end = await untilEnded(running, stopping);
  return { stack, operation, end, milliseconds: Math.round(performance.now() - started) };
}

async function untilEnded(running: RunningStack, { cancel, kill }: Stopping): Promise<StackEnd> {
  let timer: NodeJS.Timeout | undefined;
  const onCancel = () => {
    running.cancel();
    timer = setTimeout(running.kill, gracePeriod);
  };
  if (cancel.aborted) onCancel();
  cancel.addEventListener("abort", onCancel);
  kill.addEventListener("abort", running.kill);
  try {
    return await running.ended;
  } finally {
    clearTimeout(timer);
    cancel.removeEventListener("abort", onCancel);
    kill.removeEventListener("abort", running.kill);
  }
}

function notStarted({ job: { stack, operation } }: Work): WorkResult {
  return { stack, operation, end: { kind: "notStarted" }, milliseconds: 0 };
}
