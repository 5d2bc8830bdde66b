import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { aborted, watchInterrupts } from "@config-remediation-lab/local/support/interrupts";
import { usageLines, type LocalSession } from "@config-remediation-lab/local/session";
import { exitCodes } from "../failures";
import { print, printJson, progress } from "../output/print";
import { limitMemory } from "../engine/limitMemory";
import { play } from "./play";
import { endAsText, showRehearsal, stepAsText } from "./display";
import type { Rehearsal } from "./step";

export interface RehearseOptions {
  /** Keeps the lab running before the clean-up, or at a failed step, until Ctrl-C. */
  readonly keep?: boolean;
  readonly json?: boolean;
  /** Prints the evidence of every step. */
  readonly verbose?: boolean;
  /** File for the lab's page, which is written before the clean-up. @default none */
  readonly report?: string;
}

/** How long the current step may take to end after Ctrl-C. Milliseconds. */
const gracePeriod = 12_000;

/**
 * Plays the lab from the set-up to the clean-up, and prints a line for each step, the incident's story and what was shown.
 *
 * @returns exit code: 0 on success, 1 when a step failed
 * @throws SetUpError when this machine lacks something
 */
export async function rehearse({
  keep,
  json,
  verbose = false,
  ...options
}: RehearseOptions): Promise<number> {
  const report = options.report === undefined ? undefined : resolve(options.report);
  // Pulumi resolves the modules of the serialised function from the working directory.
  process.chdir(join(__dirname, "..", ".."));
  limitMemory();
  const interrupts = watchInterrupts();
  const { signal } = interrupts;
  const over = new AbortController();
  let session: LocalSession | undefined;
  const display = showRehearsal((step) => {
    if (!json) print(stepAsText(step, verbose));
  });
  try {
    const playing = play({
      keep,
      report,
      signal,
      display,
      onSession: (begun) => {
        session = begun;
        interrupts.deferExit();
      },
    });
    const { rehearsal, ...result } = await Promise.race([playing, interruption(signal, over.signal)]);
    display.stop();
    if (json) printJson(result);
    else print(endAsText(result));
    if (keep && rehearsal) await stay(rehearsal);
    return result.ok ? exitCodes.ok : exitCodes.checkFailed;
  } catch (error) {
    display.stop();
    if (!signal.aborted) throw error;
    progress("Interrupted: stopping everything");
    await session?.stop();
    // Setting the exit code isn't enough: an open connection to the engine may keep this process alive.
    return process.exit(interrupts.exitCode);
  } finally {
    over.abort();
    await session?.stop();
    interrupts.release();
  }
}

/** Rejects after the grace period; stopping the session then ends what is still running. */
async function interruption(signal: AbortSignal, over: AbortSignal): Promise<never> {
  await aborted(signal);
  await sleep(gracePeriod, undefined, { signal: over });
  throw new Error("interrupted");
}

/** Keeps the lab running until Ctrl-C. */
async function stay({ session, stack, signal }: Rehearsal): Promise<void> {
  await stack.selectInClone(session);
  progress(usageLines(session).join("\n"));
  progress(`The stack ${stack.name} is selected there: pulumi preview, config-lab verify`);
  await aborted(signal);
}
