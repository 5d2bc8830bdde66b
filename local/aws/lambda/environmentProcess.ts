import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import type { Readable } from "node:stream";

import type { LogLine } from "./logLines";
import { type ErrorPayload, exited, type Outcome, timedOut } from "./outcome";
import { RUNTIME_FOLDER } from "./processEnvironment";
import type { Reaper } from "./reaper";

/** What bootstrap.js says; runtime/frames.js lists it. */
type Frame =
  | { readonly type: "log"; readonly time: number; readonly message: string }
  | { readonly type: "output"; readonly time: number; readonly text: string }
  | { readonly type: "ready"; readonly rss: number }
  | { readonly type: "initFailed"; readonly error: ErrorPayload }
  | { readonly type: "done"; readonly result: string; readonly rss: number }
  | {
      readonly type: "failed";
      readonly error: ErrorPayload;
      readonly rss?: number;
      readonly fatal?: boolean;
    };

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

/** One Node.js process that runs bootstrap.js: hands it events, collects what it writes, ends it. */
export class EnvironmentProcess {
  /** What the code wrote since `takeLines`. */
  private lines: LogLine[] = [];
  private readonly child: ChildProcess;
  private readonly closed: Promise<void>;
  /** Whoever waits for the process to start or to handle an event, and under which request. */
  private waiting: { requestId?: string; settle: (outcome: Outcome) => void } | undefined;
  /** Bytes, as last reported. */
  rss = 0;
  /** Its process is gone, or going. */
  ended = false;

  constructor(options: ProcessOptions) {
    const { nodeFlags, environment, folder, reaper } = options;
    // A process group of its own: a terminal's Ctrl-C is for the one who started it, and what the code starts
    // in turn can be ended with it.
    this.child = spawn(process.execPath, [...nodeFlags, path.join(RUNTIME_FOLDER, "bootstrap.js")], {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
    });
    const group = this.child.pid;
    if (group !== undefined) reaper.watch(group);
    readLines(this.child.stdio[4] as Readable, (line) => this.onFrame(parseFrame(line)));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.addOutput(text, Date.now()));
    }
    this.closed = new Promise((resolve) => {
      this.child.once("error", () => this.onClosed(1, null, resolve));
      // Processes that the code started would hold the pipes open.
      this.child.once("exit", () => this.kill());
      this.child.once("close", (code, signal) => {
        if (group !== undefined) reaper.forget(group);
        this.onClosed(code, signal, resolve);
      });
    });
  }

  /** Resolves when the handler is loaded, or with the reason why it can't be. */
  started(limitInMilliseconds: number): Promise<Outcome> {
    return this.wait(undefined, limitInMilliseconds);
  }

  /** Hands over an event; at the time limit the process is killed. */
  handle(event: EventMessage, limitInMilliseconds: number): Promise<Outcome> {
    const outcome = this.wait(event.requestId, limitInMilliseconds);
    this.child.send(event, () => undefined); // a process that is gone settles the outcome by its end
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
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch (error) {
      // The whole group is gone already (ESRCH), or, on macOS, only its zombie is left (EPERM).
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ESRCH" && code !== "EPERM") throw error;
    }
  }
}

/** The code can write to the descriptor too; what isn't a frame is its output. */
function parseFrame(line: string): Frame {
  try {
    return JSON.parse(line) as Frame;
  } catch {
    return { type: "output", time: Date.now(), text: line };
  }
}

function readLines(stream: Readable, use: (line: string) => void): void {
  let started: string[] = [];
  stream.setEncoding("utf8").on("data", (text: string) => {
    const [first = "", ...others] = text.split("\n");
    started.push(first);
    for (const next of others) {
      use(started.join(""));
      started = [next];
    }
  });
}
