import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The `lab` command, run with a temporary folder of its own, so that whatever it leaves can be told from others'. */
export class LabRun {
  readonly temporary = mkdtempSync(join(tmpdir(), "leftovers-"));
  stdout = "";
  stderr = "";
  readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    args: readonly string[],
    options: { cwd?: string; environment?: NodeJS.ProcessEnv; bin?: string } = {},
  ) {
    this.child = spawn(process.execPath, [options.bin ?? join(process.cwd(), "lab/bin.js"), ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment, TMPDIR: this.temporary },
      // A group of its own, as a terminal gives a command: Ctrl-C reaches all of it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (data: Buffer) => (this.stdout += data.toString()));
    this.child.stderr?.on("data", (data: Buffer) => (this.stderr += data.toString()));
    this.ended = new Promise((resolve) => this.child.once("close", resolve));
  }

  /** Its exit code, when it has ended. */
  exitCode(): Promise<number | null> {
    return this.ended;
  }

  /** Waits until it has said something. @throws when it ended without */
  async said(pattern: RegExp): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    while (!pattern.test(this.stdout + this.stderr)) {
      if (over) throw new Error(`ended without ${String(pattern)}: ${this.stdout}${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** What a terminal does on Ctrl-C: the signal goes to the command and to what it runs. */
  interrupt(): void {
    process.kill(-this.child.pid!, "SIGINT");
  }

  /** Commands of processes, and names of files in its temporary folder, that are there now. */
  leftovers(): string[] {
    // ts-node keeps compiled code there, once per user; it isn't a session's.
    const files = readdirSync(this.temporary).filter((name) => !name.startsWith("v8-compile-cache"));
    return [...commandsWith(`TMPDIR=${this.temporary}`), ...files];
  }

  /** Ends what a failed test left, and removes the temporary folder. */
  dispose(): void {
    try {
      process.kill(-this.child.pid!, "SIGKILL");
    } catch {
      // Ended, as it should have.
    }
    rmSync(this.temporary, { recursive: true, force: true });
  }
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

/** Commands of the processes that have a setting in their environment. */
function commandsWith(setting: string): string[] {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-Aww", "-E", "-o", "command="], { encoding: "utf8" });
    return stdout.split("\n").filter((line) => line.includes(setting));
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(setting)) return [];
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
      } catch {
        // Ended meanwhile.
        return [];
      }
    });
}
