import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import type { Readable } from "node:stream";

import { errorCode } from "../../../support/setUpError";
import type { LogLine } from "../log";
import { type Frame, readFrames } from "./frames";
import { exited, type Outcome, timedOut } from "./outcome";
import type { Reaper } from "./reaper";
import { RUNTIME_FOLDER } from "./variables";

/** An event on its way to the handler. */
export interface EventMessage {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly functionArn: string;
}

export interface ProcessOptions {
  readonly nodeFlags: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Working folder, as LAMBDA_TASK_ROOT. */
  readonly folder: string;
  readonly reaper: Reaper;
}

/** One Node.js process that runs runtime/bootstrap.js: passes events to it, collects what it writes, ends it. */
export class EnvironmentProcess {
  /** What the code wrote since `takeLines`. */
  private lines: LogLine[] = [];
  private readonly child: ChildProcess;
  private readonly closed: Promise<void>;
  /** Who waits for the process to start or to handle an event, and for which request. */
  private waiting: { requestId?: string; settle: (outcome: Outcome) => void } | undefined;
  /** The process group is empty: its number may belong to another one. */
  private gone = false;
  /** Bytes, as last reported. */
  rss = 0;
  /** Its process is gone, or going. */
  ended = false;

  private constructor({ nodeFlags, environment, folder, reaper }: ProcessOptions) {
    // A process group of its own: a terminal's Ctrl-C is meant for its own command only, and what the code starts in
    // turn ends with the group.
    this.child = spawn(process.execPath, [...nodeFlags, path.join(RUNTIME_FOLDER, "bootstrap.js")], {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
    });
    readFrames(this.child.stdio[4] as Readable, (frame) => this.onFrame(frame));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.addOutput(text, Date.now()));
    }
    this.closed = new Promise((resolve) => {
      this.child.once("error", () => this.onClosed(1, null, resolve));
      this.child.once("exit", () => {
        // Processes that the code started would hold the pipes open.
        this.kill();
        this.gone = true;
      });
      this.child.once("close", (code, signal) => {
        if (this.child.pid !== undefined) reaper.forget(this.child.pid);
        this.onClosed(code, signal, resolve);
      });
    });
  }

  /**
   * Starts a process. None of the function's code runs in it before the reaper watches it: it ends with this process,
   * however this process ends.
   *
   * @throws what the reaper throws
   */
  static async start(options: ProcessOptions): Promise<EnvironmentProcess> {
    const started = new EnvironmentProcess(options);
    try {
      if (started.child.pid !== undefined) await options.reaper.watch(started.child.pid);
      return started;
    } catch (error) {
      await started.end();
      throw error;
    }
  }

  /** Has the handler loaded. Resolves when that is done, or with the reason why it can't be. */
  load(limitInMilliseconds: number): Promise<Outcome> {
    const outcome = this.wait(undefined, limitInMilliseconds);
    this.send("load");
    return outcome;
  }

  /** Passes an event on; at the time limit the process is killed. */
  handle(event: EventMessage, limitInMilliseconds: number): Promise<Outcome> {
    const outcome = this.wait(event.requestId, limitInMilliseconds);
    this.send(event);
    return outcome;
  }

  takeLines(): LogLine[] {
    return this.lines.splice(0);
  }

  /** Kills the process: AWS too gives a function without extensions no time to end by itself. */
  async end(): Promise<void> {
    this.kill();
    await this.closed;
  }

  private send(message: "load" | EventMessage): void {
    // A failure needs no handling: it means that the process is gone, and its end settles the outcome.
    this.child.send(message, () => undefined);
  }

  private async wait(requestId: string | undefined, limit: number): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Outcome>((settle) => {
      this.waiting = { requestId, settle };
      timer = setTimeout(() => {
        this.waiting = undefined;
        this.kill();
        void this.closed.then(() => settle(timedOut(requestId ?? "-", limit / 1000)));
      }, limit);
      if (this.ended) this.settle(exited(requestId, 1, null));
    });
    clearTimeout(timer);
    return outcome;
  }

  private settle(outcome: Outcome): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.settle(outcome);
  }

  private onFrame(frame: Frame): void {
    switch (frame.type) {
      case "log":
        this.lines.push({ time: frame.time, message: frame.message });
        break;
      case "output":
        this.addOutput(frame.text, frame.time);
        break;
      case "ready":
        this.rss = frame.rss;
        this.settle({ ok: true, result: "" });
        break;
      case "done":
        this.rss = Math.max(this.rss, frame.rss);
        this.settle({ ok: true, result: frame.result });
        break;
      case "failed":
        this.rss = Math.max(this.rss, frame.rss ?? 0);
        this.ended ||= frame.fatal === true;
        this.settle({ ok: false, status: "error", error: frame.error });
        break;
      case "initFailed":
        this.ended = true;
        this.settle({ ok: false, status: "error", error: frame.error });
        break;
    }
  }

  private addOutput(text: string, time: number): void {
    for (const line of text.split("\n").filter((part) => part !== "")) {
      this.lines.push({ time, message: `${line}\n` });
    }
  }

  private onClosed(code: number | null, signal: NodeJS.Signals | null, resolve: () => void): void {
    this.ended = true;
    this.settle(exited(this.waiting?.requestId, code, signal));
    resolve();
  }

  private kill(): void {
    this.ended = true;
    if (this.child.pid === undefined || this.gone) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch (error) {
      // The whole group is gone already (ESRCH), or, on macOS, only its zombie is left (EPERM).
      if (!["ESRCH", "EPERM"].includes(errorCode(error) ?? "")) throw error;
    }
  }
}
