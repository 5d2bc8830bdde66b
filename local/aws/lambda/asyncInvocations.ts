/** Retries of an asynchronous invocation whose handler failed. */
export interface RetryPolicy {
  /** Milliseconds before each retry; AWS waits one minute, then two. Their number is that of the retries. */
  readonly delays: readonly number[];
}

/** How one attempt went; a reason stands for a failure. */
export type Attempt = () => Promise<{ readonly failure?: string }>;

/**
 * Asynchronous invocations: each is tried until its handler succeeds or its retries are used up. A retry
 * doesn't hold up the events behind it. Dead-letter queues and destinations don't exist here: what is
 * dropped is noted in the log.
 */
export class AsyncInvocations {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly policy: RetryPolicy,
    private readonly log: (line: string) => void,
  ) {}

  /** Takes an event; settles when it is handled or dropped, never throws. */
  add(description: string, attempt: Attempt): Promise<void> {
    const running = this.run(description, attempt).finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  get empty(): boolean {
    return this.running.size === 0;
  }

  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  /** Drops what waits for a retry. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.settled();
  }

  private async run(description: string, attempt: Attempt): Promise<void> {
    for (let tries = 1; ; tries++) {
      const failure = await this.failureOf(attempt);
      if (failure === undefined) return;
      const delay = this.stopping.signal.aborted ? undefined : this.policy.delays[tries - 1];
      if (delay === undefined || !(await this.wait(delay))) {
        this.log(`lambda: ${description} dropped after attempt ${tries}: ${failure}`);
        return;
      }
    }
  }

  private async failureOf(attempt: Attempt): Promise<string | undefined> {
    try {
      return (await attempt()).failure;
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  }

  /** @returns false where the wait was cut short */
  private wait(milliseconds: number): Promise<boolean> {
    const { signal } = this.stopping;
    return new Promise((resolve) => {
      const cut = () => done(false);
      const timer = setTimeout(() => done(true), milliseconds);
      const done = (whole: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", cut);
        resolve(whole);
      };
      signal.addEventListener("abort", cut);
    });
  }
}
