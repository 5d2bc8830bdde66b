import { hostname } from "node:os";
import { errorCode } from "./setUpError";

/** A text that names this process, for a file that says whose something is. */
export function thisProcess(more: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify({ pid: process.pid, host: hostname(), ...more });
}

/** Whether the process that a text names has ended. False where that isn't known. */
export function isGone(text: string): boolean {
  let named: { pid?: unknown; host?: unknown };
  try {
    named = JSON.parse(text) as typeof named;
  } catch {
    // Just created and not written yet, or cut off by a crash.
    return false;
  }
  // A process id means something on its own machine only; a folder may be shared over the network.
  if (named.host !== hostname() || typeof named.pid !== "number") return false;
  try {
    process.kill(named.pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === "ESRCH";
  }
}
