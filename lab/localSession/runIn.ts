import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { LocalSession } from "@config-remediation-lab/local/session";
import type { Interrupts } from "@config-remediation-lab/local/support/interrupts";

type Surroundings = Pick<LocalSession, "environment">;

/** Runs a command in the session, on this terminal. @returns its exit code; 128 and the signal's number when one ended it */
export function runIn(
  { environment: env }: Surroundings,
  [name = "", ...args]: readonly string[],
  interrupts: Interrupts,
): Promise<number> {
  return exitCodeOf(spawn(name, args, { stdio: "inherit", env }), interrupts);
}

/** What came of a command. */
export interface Captured {
  readonly code: number;
  readonly stdout: string;
  /** Empty where it went to this terminal. */
  readonly stderr: string;
}

/**
 * Runs a command in the session. @returns its exit code, and what it printed
 *
 * @param progress whether its standard error goes to this terminal. @default true
 */
export async function captureIn(
  { environment: env }: Surroundings,
  [name = "", ...args]: readonly string[],
  interrupts: Interrupts,
  progress = true,
): Promise<Captured> {
  const child = spawn(name, args, { stdio: ["ignore", "pipe", progress ? "inherit" : "pipe"], env });
  const captured = { stdout: "", stderr: "" };
  child.stdout?.on("data", (data: Buffer) => (captured.stdout += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (captured.stderr += data.toString()));
  const code = await exitCodeOf(child, interrupts);
  return { code, ...captured };
}

async function exitCodeOf(child: ChildProcess, interrupts: Interrupts): Promise<number> {
  const passOn = () => {
    const interrupted = interrupts.received === "SIGINT";
    // On a terminal Ctrl-C has reached the command already, and a second SIGINT would make pulumi give up at once.
    if (interrupted && process.stdin.isTTY) return;
    child.kill(interrupted ? "SIGINT" : "SIGTERM");
  };
  interrupts.signal.addEventListener("abort", passOn, { once: true });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    interrupts.signal.removeEventListener("abort", passOn);
  }
}
