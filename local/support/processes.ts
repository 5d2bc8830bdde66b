import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { signal } from "./processTree";
import { makeTemporaryFolder, removeTemporaryFolder } from "./temporaryFolder";

export interface RunOptions {
  readonly cwd?: string;
  /** The child's whole environment. @default the environment of this process */
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds; after them the child and what it started are killed. @default no limit */
  readonly timeout?: number;
  /** Aborted: the child and what it started are killed. @default never */
  readonly signal?: AbortSignal;
  /** Gets every line of both outputs as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  /** Undefined when the child was killed by a signal. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/**
 * Runs a tool to its end. It gets a process group of its own, so that a time limit, or the end of this process,
 * ends the tools that it starts too (a compiler, a download), and a folder of its own for temporary files, since a tool
 * that is killed leaves them. An exit code other than 0 is a result, not an error.
 *
 * @throws what spawn throws, e.g. with `code` ENOENT when there is no such tool; the signal's reason when it is aborted.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const temporary = makeTemporaryFolder();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...(options.environment ?? process.env), TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const end = () => {
    if (child.pid !== undefined) signal([-child.pid], "SIGKILL");
  };
  const endAtExit = () => {
    end();
    removeTemporaryFolder(temporary);
  };
  process.once("exit", endAtExit);
  options.signal?.addEventListener("abort", end);

  let timedOut = false;
  const timer = options.timeout
    ? setTimeout(() => {
        timedOut = true;
        end();
      }, options.timeout)
    : undefined;
  const collect = (stream: NodeJS.ReadableStream) => {
    const lines: string[] = [];
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      options.onLine?.(line);
    });
    return lines;
  };
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);

  try {
    const code = await new Promise<number | undefined>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve(exitCode ?? undefined));
    });
    options.signal?.throwIfAborted();
    return { code, stdout: stdout.join("\n"), stderr: stderr.join("\n"), timedOut };
  } finally {
    clearTimeout(timer);
    process.removeListener("exit", endAtExit);
    options.signal?.removeEventListener("abort", end);
    removeTemporaryFolder(temporary);
  }
}
