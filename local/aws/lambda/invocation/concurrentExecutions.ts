import { AwsError } from "../../service";
import type { FunctionEvent, Invoker } from "./invoker";

/**
 * Counts a region's invocations in progress, and holds them to the account's quota: beyond it a synchronous one is rejected,
 * and an asynchronous one waits, as Lambda keeps such an event for six hours.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class ConcurrentExecutions {
  private readonly running = new Map<string, number>();
  private readonly waiting: { readonly region: string; readonly start: () => void }[] = [];

  constructor(
    private readonly invoker: Invoker,
    private readonly quota: number,
  ) {}

  /** Rejects what is beyond the quota, with `TooManyRequestsException`. */
  readonly synchronous: Invoker = {
    invoke: async (event) => {
      if (!this.start(event.region)) throw tooMany();
      return this.run(event);
    },
  };

  /** Lets what is beyond the quota wait, in order. */
  readonly asynchronous: Invoker = {
    invoke: async (event) => {
      const { region } = event;
      if (!this.start(region)) await new Promise<void>((start) => this.waiting.push({ region, start }));
      return this.run(event);
    },
  };

  /** @returns false where the quota is used up */
  private start(region: string): boolean {
    const running = this.running.get(region) ?? 0;
    if (running >= this.quota) return false;
    this.running.set(region, running + 1);
    return true;
  }

  private async run(event: FunctionEvent): ReturnType<Invoker["invoke"]> {
    try {
      return await this.invoker.invoke(event);
    } finally {
      this.end(event.region);
    }
  }

  /** The next event that waits takes the place over, before another one can. */
  private end(region: string): void {
    const next = this.waiting.findIndex((one) => one.region === region);
    if (next >= 0) this.waiting.splice(next, 1)[0]?.start();
    else this.running.set(region, (this.running.get(region) ?? 1) - 1);
  }
}

function tooMany(): AwsError {
  return new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
}
