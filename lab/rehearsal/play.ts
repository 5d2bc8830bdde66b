import type { LocalSession } from "@config-remediation-lab/local/session";
import type { RehearsalResult, StepResult } from "./result";
import { runStep } from "./runStep";
import type { Rehearsal } from "./step";

export interface PlayOptions {
  /** Leaves out the clean-up. */
  readonly keep?: boolean;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
  /** Gets the session as soon as there is one to end. */
  readonly onSession: (session: LocalSession) => void;
  /** Gets each step when it is over. */
  readonly onStep: (step: StepResult) => void;
}

/**
 * Plays the steps up to the first one that fails; then the session's folder is kept.
 *
 * @throws SetUpError when this machine lacks something; the signal's reason when it was interrupted
 */
export async function play(
  options: PlayOptions,
): Promise<RehearsalResult & { readonly rehearsal?: Rehearsal }> {
  const { signal, onStep } = options;
  const started = performance.now();
  let session: LocalSession | undefined;
  let rehearsal: Rehearsal | undefined;

  // Loaded only now: the steps bring the SDKs and the program along.
  const { setUp, title } = await import("./steps/setUp");
  const first = await runStep(1, title, signal, async () => {
    const onSession = (begun: LocalSession) => {
      session = begun;
      options.onSession(begun);
    };
    const ready = await setUp({ ...options, onSession });
    rehearsal = ready.rehearsal;
    return ready.seen;
  });
  onStep(first);
  const steps = [first, ...(rehearsal && first.ok ? await playSteps(rehearsal, options) : [])];

  const ok = steps.every((step) => step.ok);
  const milliseconds = Math.round(performance.now() - started);
  if (ok || !session) return { ok, milliseconds, steps, rehearsal };
  session.keepFolder();
  return {
    ok,
    milliseconds,
    steps,
    rehearsal,
    kept: { folder: session.folder, mailbox: session.aws.mailbox },
  };
}

async function playSteps(rehearsal: Rehearsal, { keep, onStep }: PlayOptions): Promise<StepResult[]> {
  const { labSteps, cleanUpSteps } = await import("./steps");
  const results: StepResult[] = [];
  for (const step of keep ? labSteps : [...labSteps, ...cleanUpSteps]) {
    // The set-up was the first.
    const number = results.length + 2;
    const result = await runStep(number, step.title, rehearsal.signal, () => step.run(rehearsal));
    onStep(result);
    results.push(result);
    if (!result.ok) break;
  }
  return results;
}
