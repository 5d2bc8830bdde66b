import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mock } from "node:test";
import { markedProcesses, markName } from "../support/processTree";
import { childProcesses } from "./childProcesses";
import { until } from "./until";

describe("waiting for a condition", () => {
  afterEach(() => mock.reset());

  it("returns the first acceptable value", async () => {
    let looks = 0;
    assert.equal(
      await until(
        "three looks",
        () => ++looks,
        (value) => value === 3,
      ),
      3,
    );
    assert.deepEqual(await until("a list", () => Promise.resolve(["x"])), ["x"]);
  });

  it("waits in real time while a test has replaced the timers", async () => {
    mock.timers.enable();
    let looks = 0;
    await until("two looks", () => ++looks === 2);
  });

  it("reports what it waited for and the last value seen", async () => {
    const clock = mock.method(performance, "now", () => clock.mock.callCount() * 60_000);
    await assert.rejects(
      until(
        "the second mail",
        () => ({ mails: 1 }),
        ({ mails }) => mails === 2,
      ),
      { message: "timed out after 90 s waiting for the second mail; last seen: { mails: 1 }" },
    );
  });

  it("passes on what the look throws", async () => {
    const look = () => {
      throw new TypeError("no such thing");
    };
    await assert.rejects(until("anything", look), { name: "TypeError" });
  });
});

describe("child processes of a test", () => {
  const start = childProcesses();
  const mark = randomUUID();

  it("print, and end with an exit code or by a signal", async () => {
    const child = start("sh", ["-c", "echo ready; echo problem >&2; exec sleep 600"]);
    await child.said(/ready/);
    await child.said(/problem/);
    child.child.kill("SIGTERM");
    assert.deepEqual([await child.exitCode(), await child.endSignal()], [null, "SIGTERM"]);
    assert.deepEqual([child.stdout, child.stderr], ["ready\n", "problem\n"]);
    assert.equal(await start("sh", ["-c", "exit 3"]).exitCode(), 3);
  });

  it("are reported when they end without the awaited output", async () => {
    await assert.rejects(start("sh", ["-c", "echo other"]).said(/ready/), {
      message: "ended without printing /ready/: other\n",
    });
    await assert.rejects(start("no-such-program", []).said(/ready/), { code: "ENOENT" });
  });

  it("may be running, with others of their own, when a test ends", async () => {
    const env = { ...process.env, [markName]: mark };
    await start("sh", ["-c", "sleep 600 & sleep 600 & echo ready; wait"], { env }).said(/ready/);
    await until(
      "the shell and two sleeps",
      () => markedProcesses(mark),
      ({ length }) => length === 3,
    );
  });

  it("are gone afterwards", () =>
    until(
      "the end of all three",
      () => markedProcesses(mark),
      ({ length }) => length === 0,
    ));
});
