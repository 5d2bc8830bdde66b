import { AwsError } from "../service";
import type { ExecutionEnvironment } from "./executionEnvironment";

export interface PoolLimits {
  /** How many environments may exist at once, of all functions together; each costs about 120 MB. */
  readonly environments: number;
  /** Milliseconds after its last event until an environment ends. */
  readonly idle: number;
  /** Milliseconds after its start until an environment takes no further event: its credentials run out. */
  readonly age: number;
}

/** What an environment runs: it serves only events of the same key. */
export interface PoolKey {
  /** The function, e.g. `us-east-1/name`. */
  readonly owner: string;
  /** A digest of code and configuration. */
  readonly key: string;
}

interface Waiting {
  readonly wanted: PoolKey;
  readonly take: (slot: Slot) => void;
  readonly refuse: (error: AwsError) => void;
}

interface Slot extends PoolKey {
  readonly expires: number;
  starting?: Promise<ExecutionEnvironment>;
  /** Set when it is started. */
  environment?: ExecutionEnvironment;
  busy: boolean;
  retired: boolean;
  timer?: NodeJS.Timeout;
}

/**
 * The execution environments there are. One event at a time each; a free one of the same function is used
 * again, else a new one is started, in place of another function's free one where the limit is reached;
 * where all are busy, events wait in order.
 */
export class EnvironmentPool {
  private readonly slots = new Set<Slot>();
  private readonly waiting: Waiting[] = [];
  private readonly ending = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly limits: PoolLimits) {}

  /** Does something with an environment, and keeps it for the next event. */
  async use<T>(
    wanted: PoolKey,
    start: () => Promise<ExecutionEnvironment>,
    work: (environment: ExecutionEnvironment) => Promise<T>,
  ): Promise<T> {
    const slot = await this.acquire(wanted);
    try {
      slot.starting ??= start();
      slot.environment = await slot.starting;
      return await work(slot.environment);
    } finally {
      this.release(slot);
    }
  }

  /** Ends a function's environments: free ones now, the others after the event they handle. */
  retire(owner: string): void {
    for (const slot of this.slots) {
      if (slot.owner !== owner) continue;
      slot.retired = true;
      if (!slot.busy) this.end(slot);
    }
  }

  /** Resolves when all logs are delivered. */
  async delivered(): Promise<void> {
    await Promise.all([...this.ending, ...[...this.slots].map((slot) => slot.environment?.delivered())]);
  }

  /** Ends every environment, also those that handle an event, and refuses the events that wait. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { refuse } of this.waiting.splice(0)) refuse(shuttingDown());
    for (const slot of this.slots) this.end(slot);
    await Promise.all(this.ending);
  }

  private acquire(wanted: PoolKey): Promise<Slot> {
    if (this.stopped) return Promise.reject(shuttingDown());
    return new Promise((take, refuse) => {
      this.waiting.push({ wanted, take, refuse });
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

  /** Gives free places to those who wait, first come first served. */
  private serve(): void {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const slot = this.freeSlot(next.wanted) ?? this.newSlot(next.wanted);
      if (!slot) return;
      clearTimeout(slot.timer);
      slot.busy = true;
      this.waiting.shift();
      next.take(slot);
    }
  }

  private freeSlot(wanted: PoolKey): Slot | undefined {
    for (const slot of this.slots) {
      if (slot.busy || slot.owner !== wanted.owner) continue;
      if (slot.key === wanted.key && slot.expires > Date.now() && !slot.environment?.ended) return slot;
    }
    return undefined;
  }

  private newSlot(wanted: PoolKey): Slot | undefined {
    if (this.slots.size >= this.limits.environments) {
      const free = [...this.slots].find((slot) => !slot.busy);
      if (!free) return undefined;
      this.end(free);
    }
    const slot = { ...wanted, expires: Date.now() + this.limits.age, busy: false, retired: false };
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

async function endStarted(starting: Promise<ExecutionEnvironment>): Promise<void> {
  // Where it could not start, whoever asked for it was told.
  const environment = await starting.catch(() => undefined);
  await environment?.end();
}

function shuttingDown(): AwsError {
  return new AwsError("ServiceException", "The endpoint is shutting down.", 503);
}
