import { fork } from "node:child_process";
import { join } from "node:path";
import { signal } from "@config-remediation-lab/local/support/processTree";
import type { StackEvent, StackFailure, StackJob, StackRequest } from "./messages";

/** How an operation on a stack ended. */
export type StackEnd = Extract<StackEvent, { kind: "done" | "failed" }>;

/** A process that works on one stack. */
export interface RunningStack {
  /** Never rejects. */
  readonly ended: Promise<StackEnd>;
  /** The engine finishes the resources in progress, and stops. */
  readonly cancel: () => void;
  /** Ends the process and its engine at once; the stack may stay locked. */
  readonly kill: () => void;
}

/** Lines of a process's standard error that a failure without other explanation shows. */
const lastLines = 3;

/**
 * Starts a process for one stack: a fault of one, also one that ends the process, reaches no other. It has a process group
 * of its own, so that Ctrl-C on the terminal reaches only this process, which decides.
 *
 * @param environment its whole environment
 */
export function startStack(
  job: StackJob,
  environment: NodeJS.ProcessEnv,
  onEvent: (event: StackEvent) => void,
): RunningStack {
  const child = fork(join(__dirname, "stackProcess.js"), {
    env: environment,
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let end: StackEnd | undefined;
  let errors = "";
  child.stderr?.on("data", (data: Buffer) => {
    errors = `${errors}${data.toString()}`.slice(-10_000);
  });
  child.on("message", (event: StackEvent) => {
    if (event.kind === "resource") onEvent(event);
    else end = event;
  });
  const kill = () => {
    if (child.pid !== undefined) signal([-child.pid], "SIGKILL");
  };
  const send = (request: StackRequest) => {
    // A process that has ended meanwhile reports itself by `close`.
    if (child.connected) child.send(request, () => undefined);
  };
  process.once("exit", kill);
  const ended = new Promise<StackEnd>((resolve) => {
    const finish = (failure: StackFailure) => {
      process.removeListener("exit", kill);
      resolve(end ?? { kind: "failed", failure });
    };
    child.once("error", (error) => finish({ reason: "failed", message: error.message }));
    child.once("close", (code, signalName) => finish(unexpectedEnd(code, signalName, errors)));
  });
  send({ kind: "start", job });
  return { ended, cancel: () => send({ kind: "cancel" }), kill };
}

function unexpectedEnd(code: number | null, signalName: NodeJS.Signals | null, errors: string): StackFailure {
  const how = signalName === null ? `with exit code ${code}` : `by ${signalName}`;
  const said = errors.trim().split("\n").slice(-lastLines).join(" | ");
  return { reason: "failed", message: `its process ended ${how}${said === "" ? "" : `: ${said}`}` };
}
