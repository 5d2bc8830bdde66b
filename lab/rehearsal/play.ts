import type { LocalSession } from "@config-remediation-lab/local/session";
import type { RehearsalResult, StepResult } from "./result";
import { runStep } from "./runStep";
import type { Rehearsal } from "./step";

export interface PlayOptions {
  /** Omits the clean-up. */
  readonly keep?: boolean;
  /** File for the lab's page. @default none */
  readonly report?: string;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
  /** Called as soon as there is a session to stop. */
  readonly onSession: (session: LocalSession) => void;
  /** Called with the result of each step. */
  readonly onStep: (step: StepResult) => void;
}

/**
 * Runs the steps up to the first one that fails, after which the session's folder is kept.
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

  // Loaded here: it imports the SDKs and the program.
  const { setUp, title } = await import("./setUp");
  const first = await runStep(1, title, signal, async () => {
    const onSession = (begun: LocalSession) => {
      session = begun;
      options.onSession(begun);
    };
    const ready = await setUp({ ...options, onSession });
    rehearsal = ready.rehearsal;
    return ready.findings;
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

async function playSteps(rehearsal: Rehearsal, { keep, report, onStep }: PlayOptions): Promise<StepResult[]> {
  const { labSteps, cleanUpSteps, reportStep } = await import("./steps");
  const results: StepResult[] = [];
  const page = report === undefined ? [] : [reportStep(report)];
  for (const step of [...labSteps, ...page, ...(keep ? [] : cleanUpSteps)]) {
    // The set-up was the first.
    const number = results.length + 2;
    const result = await runStep(number, step.title, rehearsal.signal, () => step.run(rehearsal));
    onStep(result);
    results.push(result);
    if (!result.ok) break;
  }
  return results;
}
