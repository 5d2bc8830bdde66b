import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  endProcesses,
  killProcesses,
  markedProcesses,
  markName,
  ownProcesses,
  signal,
} from "../../support/processTree";
import { childProcesses, type TestChild } from "../childProcesses";

describe("processes of a session", () => {
  const startChild = childProcesses();
  let mark: string;
  beforeEach(() => (mark = randomUUID()));

  /** Starts a shell that carries the mark, and waits until it has started others. */
  async function start(
    script: string,
    environment: NodeJS.ProcessEnv = { [markName]: mark },
  ): Promise<TestChild> {
    const child = startChild("sh", ["-c", `${script} echo ready; wait`], {
      env: { ...process.env, ...environment },
    });
    await child.said(/ready/);
    return child;
  }

  it("are found by their mark when their parent is gone", async () => {
    const parent = await start("sleep 600 >/dev/null 2>&1 & sleep 600 >/dev/null 2>&1 &");
    assert.equal(markedProcesses(mark).length, 3);
    parent.child.kill("SIGKILL");
    assert.equal(await parent.endSignal(), "SIGKILL");
    assert.equal(markedProcesses(mark).length, 2);
    await endProcesses(() => markedProcesses(mark), 60_000);
    assert.deepEqual(markedProcesses(mark), []);
  });

  it("are found in the middle of exec, where the kernel shows no environment", async function () {
    // 200 looks at every process of the machine.
    this.timeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), "process-tree-"));
    try {
      const script = join(folder, "restarts-itself");
      writeFileSync(script, '#!/bin/sh\n[ "$1" ] || echo ready\nexec "$0" again\n', { mode: 0o755 });
      const child = startChild(script, [], { env: { ...process.env, [markName]: mark } });
      await child.said(/ready/);
      for (let look = 0; look < 200; look++) assert.deepEqual(markedProcesses(mark), [child.pid]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are found by their descent when they don't carry the mark", async () => {
    const unmarked = await start("sleep 600 &", { [markName]: "another" });
    const own = ownProcesses(mark);
    assert.ok(own.includes(unmarked.pid));
    assert.ok(!own.includes(process.pid));
    assert.ok(own.length >= 2, "the shell and its sleep");
  });

  it("aren't those of others, nor those with an empty environment", async () => {
    const others = await start("env -i sleep 600 &", { [markName]: "another" });
    assert.deepEqual(markedProcesses(mark), []);
    assert.equal(others.child.exitCode, null);
  });

  it("are killed when they don't end by themselves", async () => {
    const stubborn = [
      await start("trap '' TERM; sleep 600 &"),
      await start("trap '' TERM; (trap '' TERM; sleep 600) &"),
    ];
    await endProcesses(() => markedProcesses(mark), 0);
    assert.deepEqual(markedProcesses(mark), []);
    assert.deepEqual(await Promise.all(stubborn.map((child) => child.endSignal())), ["SIGKILL", "SIGKILL"]);
  });

  it("are looked for again when one look found none", async () => {
    const looks: number[][] = [[], [2 ** 22 - 1], [], []];
    await endProcesses(() => looks.shift() ?? assert.fail("looked too often"), 60_000);
    assert.deepEqual(looks, []);
  });

  it("are killed without a turn of the event loop when the process exits", async () => {
    const child = await start("sleep 600 & sleep 600 &");
    killProcesses(() => markedProcesses(mark));
    assert.deepEqual(markedProcesses(mark), []);
    assert.equal(await child.endSignal(), "SIGKILL");
  });

  it("may have ended already when a signal is sent", () => {
    signal([2 ** 22 - 1], "SIGTERM");
  });
});
