import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { signal } from "../support/processTree";

// Kept from before any test replaces the timers by fake ones.
const { setTimeout } = globalThis;
const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 10));

/** A child process of a test, with what it has printed so far. */
export class TestChild {
  stdout = "";
  stderr = "";
  readonly child: ChildProcess;
  private readonly closed: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  /** Whether it has ended and its output is complete. */
  ended = false;

  constructor(command: string, args: readonly string[], options: SpawnOptions) {
    // A process group of its own, as a terminal gives a command: a signal can reach all of it.
    this.child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options, detached: true });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.closed = once(this.child, "close") as typeof this.closed;
    // An error of spawn's is thrown where the test awaits the end or some output.
    void this.closed.catch(() => {}).finally(() => (this.ended = true));
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.child.spawnfile} wasn't started`);
    return this.child.pid;
  }

  /** Exit code, when the process has ended and its output is complete; null when a signal ended it. */
  async exitCode(): Promise<number | null> {
    return (await this.closed)[0];
  }

  /** The signal that ended it; null when it exited. */
  async endSignal(): Promise<NodeJS.Signals | null> {
    return (await this.closed)[1];
  }

  /** Waits until either output has the pattern. @throws when the process ended before that */
  async said(pattern: RegExp): Promise<void> {
    const matches = () => [this.stdout, this.stderr].some((text) => pattern.test(text));
    // The test's own time limit is the limit: what a command does before it prints may take minutes.
    while (!this.ended && !matches()) await nextTurn();
    if (matches()) return;
    await this.closed;
    throw new Error(`ended without printing ${String(pattern)}: ${this.stdout}${this.stderr}`);
  }

  /** Kills it with its process group, and waits for the end. */
  async end(): Promise<void> {
    if (this.child.pid === undefined) return;
    signal([-this.child.pid], "SIGKILL");
    await this.closed;
  }
}

/**
 * Starts child processes for the tests of a suite; after each test those still running are killed, with everything in
 * their process groups. Call it in `describe`.
 */
export function childProcesses(): (
  command: string,
  args: readonly string[],
  options?: SpawnOptions,
) => TestChild {
  const children: TestChild[] = [];
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.end()));
  });
  return (command, args, options = {}) => {
    const child = new TestChild(command, args, options);
    children.push(child);
    return child;
  };
}
