import assert from "node:assert/strict";
import { allOrNone } from "../../support/allOrNone";
import { run } from "../../support/processes";

const sleeps = (signal: AbortSignal) => run("sleep", ["600"], { signal });

describe("two things that are needed together", () => {
  it("are both returned", async () => {
    assert.deepEqual(
      await allOrNone(
        () => Promise.resolve(1),
        () => Promise.resolve("b"),
      ),
      [1, "b"],
    );
  });

  it("end together when one fails, with its error, whichever it is", async () => {
    const failure = new Error("no Python");
    const fails = () => Promise.reject(failure);
    await assert.rejects(allOrNone(sleeps, fails), failure);
    await assert.rejects(allOrNone(fails, sleeps), failure);
  });

  it("report the first failure, once the other has cleaned up", async () => {
    const order: string[] = [];
    const cleansUp = async (signal: AbortSignal) => {
      try {
        await sleeps(signal);
      } finally {
        order.push("cleaned up");
      }
    };
    await allOrNone(cleansUp, () => Promise.reject(new Error("first"))).catch((error: Error) =>
      order.push(error.message),
    );
    assert.deepEqual(order, ["cleaned up", "first"]);
  });
});
