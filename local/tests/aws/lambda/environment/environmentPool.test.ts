import { strict as assert } from "node:assert";
import { mock } from "node:test";

import { EnvironmentPool, type InvocationResult } from "../../../../aws/lambda/environment";
import type { Environment, Environments } from "../../../../aws/lambda/environment/environment";
import type { FunctionConfiguration } from "../../../../aws/lambda/records";

const limits = { environments: 2, idle: 10_000, age: 60_000 };
const event = { requestId: "1", payload: "{}" };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function configuration(name: string, memorySize = 128): FunctionConfiguration {
  return {
    region: "us-east-1",
    name,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    role: "arn:aws:iam::123456789012:role/worker",
    runtime: "nodejs24.x",
    handler: "index.handler",
    timeout: 3,
    memorySize,
    variables: {},
    codeSha256: "",
    logGroup: `/aws/lambda/${name}`,
  };
}

/** Environments without processes: the test decides when an event is handled. */
class FakeEnvironments implements Environments {
  readonly started: FakeEnvironment[] = [];

  start(fn: FunctionConfiguration): Promise<Environment> {
    const environment = new FakeEnvironment(fn.name);
    this.started.push(environment);
    return Promise.resolve(environment);
  }

  get ended(): string[] {
    return this.started.filter(({ ended }) => ended).map(({ name }) => name);
  }
}

class FakeEnvironment implements Environment {
  ended = false;
  events = 0;
  private readonly finish: (() => void)[] = [];

  constructor(readonly name: string) {}

  async invoke(): Promise<InvocationResult> {
    this.events++;
    await new Promise<void>((resolve) => this.finish.push(resolve));
    return { outcome: { ok: true, result: `"${this.name}"` }, log: [] };
  }

  get busy(): boolean {
    return this.finish.length > 0;
  }

  /** Lets the oldest event be over. */
  async handled(): Promise<void> {
    this.finish.shift()?.();
    await settled();
  }

  delivered(): Promise<void> {
    return Promise.resolve();
  }

  end(): Promise<void> {
    this.ended = true;
    return Promise.resolve();
  }
}

describe("the pool of execution environments", () => {
  let environments: FakeEnvironments;
  let pool: EnvironmentPool;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
    environments = new FakeEnvironments();
    pool = new EnvironmentPool(environments, limits);
  });
  afterEach(async () => {
    await pool.stop();
    mock.timers.reset();
  });

  /** Has an event handled; returns the environment that did it. */
  async function handle(fn: FunctionConfiguration): Promise<FakeEnvironment> {
    const running = pool.invoke(fn, event);
    await settled();
    const environment = environments.started.find(({ name, busy }) => name === fn.name && busy);
    assert.ok(environment, `no environment of ${fn.name}`);
    await environment.handled();
    await running;
    return environment;
  }

  it("uses an environment again until it was idle for too long", async () => {
    const first = await handle(configuration("a"));
    mock.timers.tick(limits.idle - 1);
    assert.equal(await handle(configuration("a")), first);
    assert.equal(first.events, 2);
    mock.timers.tick(limits.idle - 1);
    assert.equal(first.ended, false);
    mock.timers.tick(1);
    await settled();
    assert.equal(first.ended, true);
    assert.notEqual(await handle(configuration("a")), first);
  });

  it("gives an environment no event once it is too old", async () => {
    const first = await handle(configuration("a"));
    for (let age = 0; age < limits.age; age += limits.idle - 1) {
      assert.equal(await handle(configuration("a")), first);
      mock.timers.tick(limits.idle - 1);
    }
    await handle(configuration("a"));
    assert.equal(environments.started.length, 2);
  });

  it("starts a new environment for a changed configuration", async () => {
    await handle(configuration("a"));
    await handle(configuration("a", 256));
    assert.equal(environments.started.length, 2);
  });

  it("has each environment handle one event at a time, and lets events wait in order at the limit", async () => {
    const order: number[] = [];
    const running = [1, 2, 3, 4].map((number) =>
      pool.invoke(configuration("a"), event).then(() => order.push(number)),
    );
    await settled();
    const [one, two] = environments.started as [FakeEnvironment, FakeEnvironment];
    assert.deepEqual([environments.started.length, one.events, two.events], [2, 1, 1]);
    await two.handled();
    assert.deepEqual([one.events, two.events], [1, 2]);
    await one.handled();
    assert.deepEqual([one.events, two.events], [2, 2]);
    await one.handled();
    await two.handled();
    await Promise.all(running);
    assert.deepEqual(order, [2, 1, 4, 3]);
  });

  it("ends a free environment where another function needs its place, never a busy one", async () => {
    await handle(configuration("a"));
    const busy = pool.invoke(configuration("b"), event);
    await settled();
    await handle(configuration("c"));
    assert.deepEqual(environments.ended, ["a"]);
    await environments.started[1]?.handled();
    await busy;
  });

  it("ends a retired function's environments, a busy one after its event", async () => {
    const free = await handle(configuration("a"));
    pool.retire("us-east-1/a");
    await settled();
    assert.equal(free.ended, true);
    const running = pool.invoke(configuration("a"), event);
    await settled();
    const busy = environments.started[1];
    pool.retire("us-east-1/a");
    await settled();
    assert.equal(busy?.ended, false);
    await busy.handled();
    await running;
    assert.equal(busy.ended, true);
  });

  it("is idle when no event is handled or waits", async () => {
    let idle = false;
    const running = pool.invoke(configuration("a"), event);
    const waiting = pool.idle().then(() => (idle = true));
    await settled();
    assert.equal(idle, false);
    await environments.started[0]?.handled();
    await Promise.all([running, waiting]);
    assert.equal(idle, true);
  });

  it("rejects what waits when it stops, and ends what is busy", async () => {
    const [one, two, waiting] = ["a", "b", "c"].map((name) => pool.invoke(configuration(name), event));
    await settled();
    const refusal = assert.rejects(waiting!, {
      name: "ServiceException",
      message: "The endpoint is shutting down.",
    });
    await pool.stop();
    await refusal;
    assert.deepEqual(environments.ended, ["a", "b"]);
    for (const environment of environments.started) await environment.handled();
    await Promise.all([one, two]);
    await assert.rejects(pool.invoke(configuration("a"), event), { name: "ServiceException" });
  });
});
