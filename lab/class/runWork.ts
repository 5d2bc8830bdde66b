import { delimiter } from "node:path";
import { availableParallelism } from "node:os";
import type { Backend } from "./backend";
import { environmentWith, type CredentialSource } from "./credentials";
import { showProgress } from "./progress";
import { runStacks, watchStopping, type StackJob, type WorkResult } from "./run";

/** A stack to work on, with the place where it is. */
export interface PlacedJob {
  readonly job: StackJob;
  readonly source: CredentialSource;
  readonly region: string;
}

export interface RunWorkOptions {
  /** Processes at a time. @default the machine's cores */
  readonly parallel?: number;
  /** Keeps what is known of a stack once it has ended. */
  readonly onEnd: (result: WorkResult) => Promise<void>;
}

/** Works on stacks with progress on standard error, stopped by Ctrl-C. */
export async function runWork(
  jobs: readonly PlacedJob[],
  backend: Backend,
  { parallel = availableParallelism(), onEnd }: RunWorkOptions,
): Promise<WorkResult[]> {
  if (jobs.length === 0) return [];
  const PATH = [backend.folder, process.env.PATH].filter(Boolean).join(delimiter);
  const work = jobs.map(({ job, source, region }) => ({
    job,
    environment: () => environmentWith(source, region, { ...process.env, PATH }),
  }));
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
