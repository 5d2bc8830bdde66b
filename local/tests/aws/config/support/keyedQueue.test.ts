import assert from "node:assert/strict";
import { KeyedQueue } from "../../../../aws/config/support/keyedQueue";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a queue by key", () => {
  it("keeps the order of a key's tasks, and runs keys concurrently up to its limit", async () => {
    const queue = new KeyedQueue(2);
    const done: string[] = [];
    let running = 0;
    let most = 0;
    const task = (name: string) => async () => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      done.push(name);
    };
    for (const name of ["a1", "a2", "b1", "c1", "a3"]) queue.add(name.slice(0, 1), task(name));
    await queue.idle();
    assert.deepEqual(
      done.filter((name) => name.startsWith("a")),
      ["a1", "a2", "a3"],
    );
    assert.deepEqual([...done].sort(), ["a1", "a2", "a3", "b1", "c1"]);
    assert.equal(most, 2);
    assert.equal(queue.busy, false);
  });

  it("lets a task replace those that are waiting, not the running one", async () => {
    const queue = new KeyedQueue(1);
    const done: string[] = [];
    const task = (name: string) => async () => {
      await turn();
      done.push(name);
    };
    for (const name of ["first", "second", "third"]) queue.supersede("key", task(name));
    await queue.idle();
    assert.deepEqual(done, ["first", "third"]);
  });

  it("discards what is waiting when it is cleared, and completes the rest", async () => {
    const queue = new KeyedQueue(1);
    const done: string[] = [];
    for (const name of ["a", "b", "c"]) {
      queue.add(name, async () => {
        await turn();
        done.push(name);
      });
    }
    queue.clear();
    await queue.idle();
    assert.deepEqual(done, ["a"]);
  });

  it("is idle at once when nothing was added", () => new KeyedQueue(1).idle());
});
