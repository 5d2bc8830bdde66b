/** A terminal sends Ctrl-C to npm and to what npm runs, and npm passes it on: signals this close together are one. Milliseconds. */
const sameSignal = 500;

const watched = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What Ctrl-C asks for, by how often it was pressed. */
export interface Stopping {
  /** Aborted by the first: no other stack is started, and those in work are finished. */
  readonly noMore: AbortSignal;
  /** Aborted by the second: those in work are cancelled. */
  readonly cancel: AbortSignal;
  /** Aborted by the third: their processes are killed. */
  readonly kill: AbortSignal;
}

export interface StoppingWatch extends Stopping {
  /** Restores the default effect of the signals. */
  release(): void;
}

/**
 * Watches for Ctrl-C, and for the other signals that ask this process to end.
 *
 * @param onStep gets what is done now, as a sentence
 * @param now clock in milliseconds
 */
export function watchStopping(
  onStep: (sentence: string) => void,
  now: () => number = () => performance.now(),
): StoppingWatch {
  const steps = [
    {
      control: new AbortController(),
      sentence: "No other student is started; those in work are finished. Ctrl-C again cancels them.",
    },
    {
      control: new AbortController(),
      sentence:
        "Cancelling those in work: each finishes the resource in progress. Ctrl-C again kills them, which leaves locks.",
    },
    { control: new AbortController(), sentence: "Killing those in work." },
  ] as const;
  let count = 0;
  let latest = -Infinity;
  const handle = () => {
    if (now() - latest < sameSignal) return;
    latest = now();
    const step = steps[count];
    count += 1;
    if (step === undefined) return;
    onStep(step.sentence);
    step.control.abort();
  };
  for (const name of watched) process.on(name, handle);
  const [noMore, cancel, kill] = steps;
  return {
    noMore: noMore.control.signal,
    cancel: cancel.control.signal,
    kill: kill.control.signal,
    release: () => {
      for (const name of watched) process.removeListener(name, handle);
    },
  };
}
