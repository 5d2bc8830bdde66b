import { deepStrictEqual, rejects } from "node:assert";
import type { InvocationResult } from "../../../../aws/lambda/environment";
import { ConcurrentExecutions, type Invoker } from "../../../../aws/lambda/invocation";

/** Notes which invocations are in progress, and ends them on demand. */
class HeldInvoker implements Invoker {
  readonly started: string[] = [];
  private readonly ends = new Map<string, () => void>();

  invoke({ name }: { name: string }): Promise<InvocationResult> {
    this.started.push(name);
    return new Promise((resolve) =>
      this.ends.set(name, () => resolve({ outcome: { ok: true, result: "null" }, log: [] })),
    );
  }

  end(name: string): void {
    this.ends.get(name)?.();
  }
}

describe("concurrent executions", () => {
  const event = (name: string, region = "us-east-1") => ({ region, name, requestId: "1", payload: "{}" });

  it("let asynchronous invocations wait in order, and no later one take the place that is free", async () => {
    const invoker = new HeldInvoker();
    const { synchronous, asynchronous } = new ConcurrentExecutions(invoker, 1);
    const first = asynchronous.invoke(event("first"));
    const second = asynchronous.invoke(event("second"));
    const third = asynchronous.invoke(event("third"));
    deepStrictEqual(invoker.started, ["first"]);

    invoker.end("first");
    await first;
    // In the same turn of the event loop as the second one, which was there before.
    await rejects(synchronous.invoke(event("late")), { name: "TooManyRequestsException" });
    deepStrictEqual(invoker.started, ["first", "second"]);

    invoker.end("second");
    await second;
    deepStrictEqual(invoker.started, ["first", "second", "third"]);
    invoker.end("third");
    await third;

    const free = synchronous.invoke(event("free"));
    invoker.end("free");
    await free;
  });

  it("are counted by region", async () => {
    const invoker = new HeldInvoker();
    const { synchronous } = new ConcurrentExecutions(invoker, 1);
    const here = synchronous.invoke(event("here"));
    const there = synchronous.invoke(event("there", "eu-west-1"));
    invoker.end("here");
    invoker.end("there");
    await Promise.all([here, there]);
    deepStrictEqual(invoker.started, ["here", "there"]);
  });
});
