import { AwsError } from "../../service";
import { environmentKey, type FunctionConfiguration, ownerOf } from "../records";
import type { Environment, Environments, Invocation, InvocationResult } from "./environment";

export interface PoolLimits {
  /** How many environments may exist at once, of all functions together; each costs about 120 MB. */
  readonly environments: number;
  /** Milliseconds after its last event until an environment ends. */
  readonly idle: number;
  /** Milliseconds after its start until an environment gets no further event, so that its credentials stay valid. */
  readonly age: number;
}

interface Waiting {
  readonly fn: FunctionConfiguration;
  readonly take: (slot: Slot) => void;
  readonly reject: (error: AwsError) => void;
}

interface Slot {
  readonly owner: string;
  /** It handles only events of a function whose code and configuration have this digest. */
  readonly key: string;
  readonly expires: number;
  starting?: Promise<Environment>;
  /** Set when it is started. */
  environment?: Environment;
  busy: boolean;
  retired: boolean;
  timer?: NodeJS.Timeout;
}

/**
 * The execution environments there are. Each handles one event at a time. An event goes to a free environment of its
 * function, else to a new one, which at the limit replaces a free environment of another function. When all are busy,
 * events wait in order.
 */
export class EnvironmentPool {
  private readonly slots = new Set<Slot>();
  private readonly waiting: Waiting[] = [];
  private readonly running = new Set<Promise<unknown>>();
  private readonly ending = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly environments: Environments,
    private readonly limits: PoolLimits,
  ) {}

  /** @throws AwsError `ServiceException` once the pool stops, or why an environment can't be started */
  invoke(fn: FunctionConfiguration, invocation: Invocation): Promise<InvocationResult> {
    const running = this.run(fn, invocation).finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  /** Ends a function's environments: free ones now, the others after the event they handle. */
  retire(owner: string): void {
    for (const slot of this.slots) {
      if (slot.owner !== owner) continue;
      slot.retired = true;
      if (!slot.busy) this.end(slot);
    }
  }

  /** Resolves when no event is handled or waits, and all logs are delivered. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
    await Promise.all([...this.ending, ...[...this.slots].map((slot) => slot.environment?.delivered())]);
  }

  /** Ends every environment, also those that handle an event, and rejects the events that wait. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { reject } of this.waiting.splice(0)) reject(shuttingDown());
    for (const slot of this.slots) this.end(slot);
    await Promise.all(this.ending);
  }

  private async run(fn: FunctionConfiguration, invocation: Invocation): Promise<InvocationResult> {
    const slot = await this.acquire(fn);
    try {
      slot.starting ??= this.environments.start(fn);
      slot.environment = await slot.starting;
      return await slot.environment.invoke(invocation);
    } finally {
      this.release(slot);
    }
  }

  private acquire(fn: FunctionConfiguration): Promise<Slot> {
    if (this.stopped) return Promise.reject(shuttingDown());
    return new Promise((take, reject) => {
      this.waiting.push({ fn, take, reject });
      this.serve();
    });
  }

  private release(slot: Slot): void {
    slot.busy = false;
    if (slot.retired || !slot.environment || slot.environment.ended) {
      this.end(slot);
    } else {
      slot.timer = setTimeout(() => this.end(slot), this.limits.idle);
    }
    this.serve();
  }

  /** Assigns free environments to waiting events, first come first served. */
  private serve(): void {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const slot = this.freeSlot(next.fn) ?? this.newSlot(next.fn);
      if (!slot) return;
      clearTimeout(slot.timer);
      slot.busy = true;
      this.waiting.shift();
      next.take(slot);
    }
  }

  private freeSlot(fn: FunctionConfiguration): Slot | undefined {
    const key = environmentKey(fn);
    for (const slot of this.slots) {
      if (slot.busy || slot.key !== key) continue;
      if (slot.expires > Date.now() && !slot.environment?.ended) return slot;
    }
    return undefined;
  }

  private newSlot(fn: FunctionConfiguration): Slot | undefined {
    if (this.slots.size >= this.limits.environments) {
      const free = [...this.slots].find((slot) => !slot.busy);
      if (!free) return undefined;
      this.end(free);
    }
    const expires = Date.now() + this.limits.age;
    const slot = { owner: ownerOf(fn), key: environmentKey(fn), expires, busy: false, retired: false };
    this.slots.add(slot);
    return slot;
  }

  private end(slot: Slot): void {
    clearTimeout(slot.timer);
    if (!this.slots.delete(slot) || !slot.starting) return;
    const ending = endStarted(slot.starting).finally(() => this.ending.delete(ending));
    this.ending.add(ending);
  }
}

async function endStarted(starting: Promise<Environment>): Promise<void> {
  // Why it couldn't be started is the outcome of the invocation that it was started for.
  const environment = await starting.catch(() => undefined);
  await environment?.end();
}

function shuttingDown(): AwsError {
  return new AwsError("ServiceException", "The endpoint is shutting down.", 503);
}
