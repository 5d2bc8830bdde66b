import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listProcesses } from "../support/processList";
import { killProcesses, signal } from "../support/processTree";
import { TestChild } from "./childProcesses";

/** The command `config-lab`, run with its own folder for temporary files, which identifies what it leaves behind. */
export class LabRun extends TestChild {
  readonly temporary: string;

  constructor(
    args: readonly string[],
    options: { cwd?: string; environment?: NodeJS.ProcessEnv; bin?: string } = {},
  ) {
    const temporary = mkdtempSync(join(tmpdir(), "leftovers-"));
    super(process.execPath, [options.bin ?? join(process.cwd(), "lab/bin.js"), ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment, TMPDIR: temporary },
    });
    this.temporary = temporary;
  }

  /** What a terminal does on Ctrl-C: the signal goes to the command and to what it runs. */
  interrupt(): void {
    signal([-this.pid], "SIGINT");
  }

  /** Commands of processes, and names of files in its temporary folder, that are there now. */
  leftovers(): string[] {
    // ts-node keeps compiled code there, once per user; it isn't a session's.
    const files = readdirSync(this.temporary).filter((name) => !name.startsWith("v8-compile-cache"));
    return [...this.processes().map(({ command }) => command), ...files];
  }

  /** Ends what a failed test left, and removes the temporary folder. */
  async dispose(): Promise<void> {
    killProcesses(() => this.processes().map(({ pid }) => pid));
    await this.end();
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private processes() {
    return listProcesses(`TMPDIR=${this.temporary}`).filter(({ marked }) => marked);
  }
}

/** Runs `config-lab` for the tests of a suite, and disposes of each run after its test. Call it in `describe`. */
export function labRuns(): (...args: ConstructorParameters<typeof LabRun>) => LabRun {
  const runs: LabRun[] = [];
  afterEach(async () => {
    await Promise.all(runs.splice(0).map((run) => run.dispose()));
  });
  return (...args) => {
    const run = new LabRun(...args);
    runs.push(run);
    return run;
  };
}

/** Does anything listen on the port of the loopback interface? */
export function listens(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(endpoint);
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
