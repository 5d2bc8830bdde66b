import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { performance } from "node:perf_hooks";

/** A function in a process of its own, which takes events one a line. */
export class Contender {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string, undefined>;
  private errors = "";
  /** When the process was started, by `performance.now()`. */
  readonly started = performance.now();

  constructor(command: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.child = spawn(command, args, { env: environment });
    this.child.stderr.on("data", (chunk: Buffer) => (this.errors += chunk.toString()));
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Resolves when the event is handled. @throws Error with what the process wrote, when it ended instead */
  async handle(event: object): Promise<void> {
    this.child.stdin.write(`${JSON.stringify(event)}\n`);
    if ((await this.lines.next()).value !== "done") throw new Error(this.errors.slice(-2000));
  }

  /** Ends the process. @returns its peak resident memory in KiB */
  async end(): Promise<number> {
    const exited = once(this.child, "exit");
    this.child.stdin.end();
    const peak = await this.lines.next();
    await exited;
    return Number(peak.value);
  }
}
