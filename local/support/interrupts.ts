import { constants } from "node:os";

const watched = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A terminal sends Ctrl-C to npm and to what npm runs, and npm passes it on: signals this close together are one. */
const sameSignal = 500;

/** Ctrl-C, and the other ways to ask a process to end. */
export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The first signal that came. */
  readonly received: NodeJS.Signals | undefined;
  /** What a shell reports for a process that it ended: 130 for Ctrl-C. 0 as long as none came. */
  readonly exitCode: number;
  /** From now on the first signal only aborts `signal`; the caller brings its work to an end. A second one still exits. */
  letCallerFinish(): void;
  /** Signals do again what they do by default. */
  release(): void;
}

/**
 * Watches for signals. Until letCallerFinish() the first one exits at once, and 'exit' handlers clean up; afterwards
 * it takes a second one.
 */
export function watchInterrupts(): Interrupts {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const exitCode = () => (received ? 128 + constants.signals[received] : 0);
  let firstAt = 0;
  let finishing = false;
  const handle = (name: NodeJS.Signals) => {
    if (!received) {
      received = name;
      firstAt = Date.now();
      if (!finishing) process.exit(exitCode());
      controller.abort();
    } else if (Date.now() - firstAt > sameSignal) {
      process.exit(exitCode());
    }
  };
  for (const name of watched) process.on(name, handle);
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    get exitCode() {
      return exitCode();
    },
    letCallerFinish: () => {
      finishing = true;
    },
    release: () => {
      for (const name of watched) process.removeListener(name, handle);
    },
  };
}

/** Resolves when the signal is aborted; at once when it is already. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
