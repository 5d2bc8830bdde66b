type Task = () => Promise<void>;

/**
 * Runs tasks in order of arrival: those of one key one at a time, those of different keys concurrently, up to
 * a limit. A task must not reject.
 */
export class KeyedQueue {
  private readonly waiting = new Map<string, Task[]>();
  /** Keys with a task waiting and none running, in order. */
  private readonly ready = new Set<string>();
  private readonly running = new Set<string>();
  private idleListeners: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  get busy(): boolean {
    return this.running.size > 0 || this.waiting.size > 0;
  }

  add(key: string, task: Task): void {
    const tasks = this.waiting.get(key);
    if (tasks) tasks.push(task);
    else this.waiting.set(key, [task]);
    this.makeReady(key);
  }

  /** Like add, but replaces what is waiting under the key: only the newest matters. */
  supersede(key: string, task: Task): void {
    this.waiting.set(key, [task]);
    this.makeReady(key);
  }

  /** Discards what is waiting. Running tasks complete. */
  clear(): void {
    this.waiting.clear();
    this.ready.clear();
    this.notifyIdle();
  }

  /** Resolves when no task is waiting or running. */
  idle(): Promise<void> {
    if (!this.busy) return Promise.resolve();
    return new Promise((resolve) => this.idleListeners.push(resolve));
  }

  private makeReady(key: string): void {
    if (!this.running.has(key)) this.ready.add(key);
    this.start();
  }

  private start(): void {
    while (this.running.size < this.limit) {
      const next = this.ready.values().next();
      if (next.done) return;
      this.ready.delete(next.value);
      const tasks = this.waiting.get(next.value);
      const task = tasks?.shift();
      if (tasks?.length === 0) this.waiting.delete(next.value);
      if (task) void this.run(next.value, task);
    }
  }

  private async run(key: string, task: Task): Promise<void> {
    this.running.add(key);
    await task();
    this.running.delete(key);
    if (this.waiting.has(key)) this.ready.add(key);
    this.start();
    this.notifyIdle();
  }

  private notifyIdle(): void {
    if (this.busy) return;
    const listeners = this.idleListeners;
    this.idleListeners = [];
    for (const listener of listeners) listener();
  }
}
