import type { Outcome } from "../environment";
import type { Dropped } from "./failureDestination";
import type { FunctionEvent, Invoker } from "./invoker";

/** Retries of an asynchronous invocation whose handler failed. */
export interface RetryPolicy {
  /** Milliseconds before each retry; AWS waits one minute, then two. As many retries as delays. */
  readonly delays: readonly number[];
}

interface Failure {
  readonly text: string;
  readonly outcome: Outcome | undefined;
}

/**
 * Asynchronous invocations: each is tried until its handler succeeds or its retries are used up. A retry doesn't delay
 * the events behind it. What is dropped is noted in the log, and goes to the function's destination on failure.
 */
export class AsyncInvocations {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly invoker: Invoker,
    private readonly policy: RetryPolicy,
    private readonly log: (line: string) => void,
    private readonly onDropped: (event: FunctionEvent, dropped: Dropped) => Promise<void> = () =>
      Promise.resolve(),
  ) {}

  /** Queues an event. Resolves when it is handled or dropped; never rejects. */
  add(event: FunctionEvent): Promise<void> {
    const running = this.run(event).finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  get empty(): boolean {
    return this.running.size === 0;
  }

  /** Resolves when every event is handled or dropped. */
  async settled(): Promise<void> {
    while (!this.empty) await Promise.all(this.running);
  }

  /** Drops the events that wait for a retry. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.settled();
  }

  private async run(event: FunctionEvent): Promise<void> {
    for (let tries = 1; ; tries++) {
      const failure = await this.failureOf(event);
      if (failure === undefined) return;
      const stopping = this.stopping.signal.aborted;
      const delay = stopping ? undefined : this.policy.delays[tries - 1];
      if (delay === undefined || !(await this.wait(delay))) {
        const what = `event ${event.requestId} for ${event.name}`;
        this.log(`lambda: ${what} dropped after attempt ${tries}: ${failure.text}`);
        // Those that the endpoint's end cuts short would be tried again.
        if (delay === undefined && !stopping)
          await this.onDropped(event, { attempts: tries, outcome: failure.outcome });
        return;
      }
    }
  }

  private async failureOf(event: FunctionEvent): Promise<Failure | undefined> {
    try {
      const { outcome } = await this.invoker.invoke(event);
      if (outcome.ok) return undefined;
      return { text: `${outcome.error.errorType}: ${outcome.error.errorMessage}`, outcome };
    } catch (error) {
      return { text: `${(error as Error).name}: ${(error as Error).message}`, outcome: undefined };
    }
  }

  /** @returns false where the wait was aborted */
  private wait(milliseconds: number): Promise<boolean> {
    const { signal } = this.stopping;
    return new Promise((resolve) => {
      const abort = () => done(false);
      const timer = setTimeout(() => done(true), milliseconds);
      const done = (elapsed: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        resolve(elapsed);
      };
      signal.addEventListener("abort", abort);
    });
  }
}
