import { join } from "node:path";
import { aborted, watchInterrupts, type Interrupts } from "../../local/interrupts";
import type { LocalSession } from "../../local/session";
import { usageLines } from "../../local/usage";
import { exitCodes } from "../labError";
import { print, printJson, progress } from "../output/progress";
import { saveMemory } from "./memory";
import { endAsText, stepAsText, type RehearsalResult, type StepResult } from "./result";
import { runStep } from "./runStep";
import type { Rehearsal } from "./step";

export interface RehearseOptions {
  /** Leaves the lab running after Task 7, or where it failed, until Ctrl-C. */
  readonly keep?: boolean;
  readonly json?: boolean;
}

/**
 * Plays the lab from the set-up to the clean-up, and prints what every step saw.
 *
 * @returns exit code: 0 when everything was as it should be, 1 when a step failed, 130 after Ctrl-C
 */
export async function rehearse(options: RehearseOptions): Promise<number> {
  // The serialised function's local modules are found from the working directory.
  process.chdir(join(__dirname, "..", ".."));
  saveMemory();
  const interrupts = watchInterrupts();
  let session: LocalSession | undefined;
  try {
    const result = await Promise.race([
      play(options, interrupts, (started) => {
        session = started;
      }),
      // When a step doesn't end with its signal, the end of the session ends it.
      interruption(interrupts.signal),
    ]);
    if (options.json) printJson(result);
    else print(endAsText(result));
    return result.ok ? exitCodes.ok : exitCodes.checkFailed;
  } catch (error) {
    if (!interrupts.signal.aborted) throw error;
    progress("Interrupted: everything is being ended");
    await session?.stop();
    // Not by the exit code alone: the engine's half-finished conversation with this process may keep it alive.
    return process.exit(interrupts.exitCode);
  } finally {
    await session?.stop();
    interrupts.release();
  }
}

/** Rejects some seconds after the signal, the time that the work in hand gets to end by itself. */
async function interruption(signal: AbortSignal): Promise<never> {
  await aborted(signal);
  await new Promise((resolve) => setTimeout(resolve, 12_000).unref());
  throw new Error("interrupted");
}

async function play(
  options: RehearseOptions,
  interrupts: Interrupts,
  onSession: (session: LocalSession) => void,
): Promise<RehearsalResult> {
  const started = performance.now();
  const { signal } = interrupts;
  const steps: StepResult[] = [];
  const take = (step: StepResult) => {
    steps.push(step);
    if (!options.json) print(stepAsText(step));
    return step.ok;
  };
  const result = (session?: LocalSession): RehearsalResult => {
    const ok = steps.every((step) => step.ok);
    const kept = session && !ok ? { folder: session.folder, mailbox: session.aws.mailbox } : undefined;
    return { ok, milliseconds: Math.round(performance.now() - started), steps, kept };
  };

  // Loaded only now: the steps bring the engine's SDK and the program along.
  const { setUp, title } = await import("./steps/setUp");
  let rehearsal: Rehearsal | undefined;
  let session: LocalSession | undefined;
  const isUp = take(
    await runStep(1, title, signal, async () => {
      const ready = await setUp({
        signal,
        progress,
        onSession: (begun) => {
          session = begun;
          onSession(begun);
          interrupts.letCallerFinish();
        },
      });
      rehearsal = ready.rehearsal;
      return ready.seen;
    }),
  );
  if (isUp && rehearsal) await playSteps(rehearsal, options, take);
  const outcome = result(session);
  if (session && !outcome.ok) session.keepFolder();
  return outcome;
}

async function playSteps(
  rehearsal: Rehearsal,
  options: RehearseOptions,
  take: (step: StepResult) => boolean,
): Promise<void> {
  const { labSteps, cleanUpSteps } = await import("./steps");
  let number = 1;
  for (const step of options.keep ? labSteps : [...labSteps, ...cleanUpSteps]) {
    number += 1;
    if (!take(await runStep(number, step.title, rehearsal.signal, () => step.run(rehearsal)))) break;
  }
  if (options.keep) await stay(rehearsal);
}

/** Leaves it running for a look. */
async function stay({ session, stack, signal }: Rehearsal): Promise<void> {
  progress(usageLines(session).join("\n"));
  progress(`# The stack is called ${stack.name}: npx lab verify --stack ${stack.name}`);
  await aborted(signal);
}
