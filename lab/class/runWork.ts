import { delimiter } from "node:path";
import { availableParallelism } from "node:os";
import type { Backend } from "./backend";
import { showProgress } from "./progress";
import { runStacks, watchStopping, type StackJob, type WorkResult } from "./run";

export interface RunWorkOptions {
  /** Processes at a time. @default the machine's cores */
  readonly parallel?: number;
  /** Keeps what is known of a stack once it has ended. */
  readonly onEnd: (result: WorkResult) => Promise<void>;
}

/** Works on stacks with progress on standard error, stopped by Ctrl-C. */
export async function runWork(
  jobs: readonly StackJob[],
  backend: Backend,
  { parallel = availableParallelism(), onEnd }: RunWorkOptions,
): Promise<WorkResult[]> {
  if (jobs.length === 0) return [];
  const PATH = [backend.folder, process.env.PATH].filter(Boolean).join(delimiter);
  const environment = { ...process.env, PATH };
  const work = jobs.map((job) => ({ job, environment }));
  const shown = showProgress(jobs.length);
  const stopping = watchStopping((sentence) => shown.say(sentence));
  const keeping: Promise<void>[] = [];
  try {
    return await runStacks(work, {
      parallel,
      stopping,
      watcher: {
        ...shown,
        onEnd: (result) => {
          keeping.push(onEnd(result));
          shown.onEnd(result);
        },
      },
    });
  } finally {
    shown.stop();
    stopping.release();
    await Promise.all(keeping);
  }
}
