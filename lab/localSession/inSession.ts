import { join } from "node:path";
import { startSession, type LocalSession, type SessionOptions } from "@config-remediation-lab/local/session";
import { watchInterrupts, type Interrupts } from "@config-remediation-lab/local/support/interrupts";
import { commandFolder } from "../commandFolder";
import { progress } from "../output/print";
import { showProgress } from "../output/progress";

export interface InSessionOptions extends Pick<
  SessionOptions,
  "port" | "region" | "accounts" | "quotas" | "profiles" | "faults"
> {
  /** How many times Ctrl-C is left to what runs in it. @default 1 */
  readonly interrupts?: number;
  /** Keeps the folder with logs, mails and state afterwards. @default false */
  readonly keep?: boolean;
}

/**
 * Starts AWS on this machine with the command `config-lab` on PATH, uses it, and ends it.
 *
 * @returns what the use returns: an exit code
 */
export async function inSession(
  { keep, interrupts: deferred, ...options }: InSessionOptions,
  use: (session: LocalSession, interrupts: Interrupts) => Promise<number>,
): Promise<number> {
  const interrupts = watchInterrupts();
  const setUp = showProgress();
  try {
    const session = await startSession({
      ...options,
      path: [commandFolder],
      protectedFolder: join(__dirname, "..", ".."),
      userPassphrase: true,
      progress: setUp.progress,
    });
    // What uses the session has the terminal for itself.
    setUp.stop();
    interrupts.deferExit(deferred);
    if (keep) session.keepFolder();
    try {
      return await use(session, interrupts);
    } finally {
      await session.stop();
      if (keep) progress(`Logs, mails and state are in ${session.folder}`);
    }
  } finally {
    setUp.stop();
    interrupts.release();
  }
}
