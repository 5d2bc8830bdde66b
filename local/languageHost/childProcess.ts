import { spawn } from "node:child_process";

/** How long a child has to end after an interrupt, and its output to end after the child. Milliseconds. */
const grace = 5_000;

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** @default this process's */
  readonly cwd?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly onStdout: (data: Buffer) => void;
  readonly onStderr: (data: Buffer) => void;
  /** Interrupts the child, and kills it when it doesn't end then. */
  readonly signal: AbortSignal;
}

/** How a child ended: by itself or by a signal. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs a child to its end. It stays in this process's group, which the engine signals as a whole, and is killed when
 * this process exits.
 *
 * @throws what spawn throws, e.g. with `code` ENOENT when there is no such command.
 */
export async function runChild(options: ChildOptions): Promise<Ended> {
  options.signal.throwIfAborted();
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", options.onStdout);
  child.stderr.on("data", options.onStderr);

  const timers: NodeJS.Timeout[] = [];
  const kill = () => void child.kill("SIGKILL");
  const interrupt = () => {
    child.kill("SIGINT");
    timers.push(setTimeout(kill, grace));
  };
  process.once("exit", kill);
  options.signal.addEventListener("abort", interrupt, { once: true });
  try {
    return await new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      // 'close' comes when nothing holds the output any more: a process that the child left behind may.
      child.once("close", (code, signal) => resolve({ code, signal }));
      child.once("exit", (code, signal) => timers.push(setTimeout(() => resolve({ code, signal }), grace)));
    });
  } finally {
    timers.forEach(clearTimeout);
    process.removeListener("exit", kill);
    options.signal.removeEventListener("abort", interrupt);
  }
}
