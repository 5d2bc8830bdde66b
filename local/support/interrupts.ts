import { constants } from "node:os";

const watched = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * A terminal sends Ctrl-C to npm and to what npm runs, and npm passes it on: signals this close together are one.
 * Milliseconds.
 */
const sameSignal = 500;

/** The signals that ask this process to end: Ctrl-C, `kill`, a closed terminal. */
export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The first signal received. */
  readonly received: NodeJS.Signals | undefined;
  /** What a shell reports for a process that the signal ended: 130 for Ctrl-C. 0 before any signal. */
  readonly exitCode: number;
  /**
   * From now on the first signal only aborts `signal`, and the caller ends its work. A later one exits.
   *
   * @param ignored how many signals don't exit. @default 1
   */
  deferExit(ignored?: number): void;
  /** Restores the default effect of the signals. */
  release(): void;
}

/**
 * Watches for signals. Until deferExit() the first one exits at once, and 'exit' handlers clean up; after it, the
 * second one does.
 *
 * @param now clock in milliseconds
 */
export function watchInterrupts(now: () => number = () => performance.now()): Interrupts {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const exitCode = () => (received ? 128 + constants.signals[received] : 0);
  let latest = 0;
  let deferred = 0;
  let count = 0;
  const handle = (name: NodeJS.Signals) => {
    if (received && now() - latest <= sameSignal) return;
    latest = now();
    count += 1;
    received ??= name;
    if (count > deferred) process.exit(exitCode());
    controller.abort();
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
    deferExit: (ignored = 1) => {
      deferred = ignored;
    },
    release: () => {
      for (const name of watched) process.removeListener(name, handle);
    },
  };
}

/** Resolves when the signal is aborted; immediately if it already is. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
