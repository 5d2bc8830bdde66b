import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { aborted, watchInterrupts } from "@config-remediation-lab/local/support/interrupts";
import type { LocalSession } from "@config-remediation-lab/local/session";
import { usageLines } from "@config-remediation-lab/local/session/usage";
import { exitCodes } from "../failures/labError";
import { print, printJson, progress } from "../output/progress";
import { saveMemory } from "./memory";
import { play } from "./play";
import { endAsText, stepAsText } from "./result";
import type { Rehearsal } from "./step";

export interface RehearseOptions {
  /** Leaves the lab running before the clean-up, or where it failed, until Ctrl-C. */
  readonly keep?: boolean;
  readonly json?: boolean;
}

/** How long the step in hand may take to end by itself after Ctrl-C. Milliseconds. */
const windingUp = 12_000;

/**
 * Plays the lab from the set-up to the clean-up, and prints what every step saw.
 *
 * @returns exit code: 0 when everything was as it should be, 1 when a step failed
 * @throws SetUpError when this machine lacks something
 */
export async function rehearse({ keep, json }: RehearseOptions): Promise<number> {
  // Pulumi looks for the modules of the serialised function from the working directory.
  process.chdir(join(__dirname, "..", ".."));
  saveMemory();
  const interrupts = watchInterrupts();
  const { signal } = interrupts;
  const over = new AbortController();
  let session: LocalSession | undefined;
  try {
    const playing = play({
      keep,
      signal,
      progress,
      onSession: (begun) => {
        session = begun;
        interrupts.deferExit();
      },
      onStep: (step) => {
        if (!json) print(stepAsText(step));
      },
    });
    const { rehearsal, ...result } = await Promise.race([playing, interruption(signal, over.signal)]);
    if (json) printJson(result);
    else print(endAsText(result));
    if (keep && rehearsal) await stay(rehearsal);
    return result.ok ? exitCodes.ok : exitCodes.checkFailed;
  } catch (error) {
    if (!signal.aborted) throw error;
    progress("Interrupted: everything is being ended");
    await session?.stop();
    // Not by the exit code alone: the engine's half-finished conversation with this process may keep it alive.
    return process.exit(interrupts.exitCode);
  } finally {
    over.abort();
    await session?.stop();
    interrupts.release();
  }
}

/** Rejects some time after the signal; the end of the session then ends what hasn't ended. */
async function interruption(signal: AbortSignal, over: AbortSignal): Promise<never> {
  await aborted(signal);
  await sleep(windingUp, undefined, { signal: over });
  throw new Error("interrupted");
}

/** Leaves it running for a look. */
async function stay({ session, stack, signal }: Rehearsal): Promise<void> {
  progress(usageLines(session).join("\n"));
  progress(`# The stack is called ${stack.name}: npx config-lab verify --stack ${stack.name}`);
  await aborted(signal);
}
