import type { LocalSession } from "@config-remediation-lab/local/session";
import type { RehearsalDisplay } from "./display";
import type { RehearsalResult, StepResult } from "./result";
import { runStep } from "./runStep";
import type { Rehearsal, Step } from "./step";

/** Of the first step. */
const title = "Set-up: tools, AWS on this machine, an empty stack";

export interface PlayOptions {
  /** Omits the clean-up. */
  readonly keep?: boolean;
  /** File for the lab's page. @default none */
  readonly report?: string;
  readonly signal: AbortSignal;
  readonly display: RehearsalDisplay;
  /** Called as soon as there is a session to stop. */
  readonly onSession: (session: LocalSession) => void;
}

/**
 * Runs the steps up to the first one that fails, after which the session's folder is kept.
 *
 * @throws SetUpError when this machine lacks something; the signal's reason when it was interrupted
 */
export async function play(
  options: PlayOptions,
): Promise<RehearsalResult & { readonly rehearsal?: Rehearsal }> {
  const { signal, display } = options;
  const started = performance.now();
  let session: LocalSession | undefined;
  let rehearsal: Rehearsal | undefined;

  display.begins(1, title);
  // Loaded here: they import the SDKs and the program, which takes a while.
  const { setUp } = await import("./setUp");
  const following = await stepsAfterSetUp(options);
  display.planned([title, ...following.map((step) => step.title)]);
  const first = await runStep(1, title, signal, async () => {
    const onSession = (begun: LocalSession) => {
      session = begun;
      options.onSession(begun);
    };
    const ready = await setUp({ signal, progress: display.progress, onSession });
    rehearsal = ready.rehearsal;
    return ready.findings;
  });
  display.ended(first);
  const steps = [first, ...(rehearsal && first.ok ? await playSteps(rehearsal, following, display) : [])];

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

async function stepsAfterSetUp({ keep, report }: PlayOptions): Promise<readonly Step[]> {
  const { labSteps, cleanUpSteps, reportStep } = await import("./steps");
  const page = report === undefined ? [] : [reportStep(report)];
  return [...labSteps, ...page, ...(keep ? [] : cleanUpSteps)];
}

async function playSteps(
  rehearsal: Rehearsal,
  steps: readonly Step[],
  display: RehearsalDisplay,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    // The set-up was the first.
    const number = results.length + 2;
    display.begins(number, step.title);
    const result = await runStep(number, step.title, rehearsal.signal, () => step.run(rehearsal));
    display.ended(result);
    results.push(result);
    if (!result.ok) break;
  }
  return results;
}
