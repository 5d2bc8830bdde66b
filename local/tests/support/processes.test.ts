import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { run } from "../../support/processes";
import { endProcesses, markedProcesses, markName, ownProcesses, signal } from "../../support/processTree";

describe("running a tool", () => {
  it("gives its outputs and its exit code, whatever that is", async () => {
    const lines: string[] = [];
    const result = await run("sh", ["-c", "echo one; echo two >&2; exit 3"], {
      onLine: (line) => lines.push(line),
    });
    assert.deepEqual(result, { code: 3, stdout: "one", stderr: "two", timedOut: false });
    assert.deepEqual(lines.sort(), ["one", "two"]);
  });

  it("ends it with everything it started when its time is over", async () => {
    const mark = randomUUID();
    const environment = { ...process.env, [markName]: mark };
    const started = Date.now();
    const result = await run("sh", ["-c", "sleep 60 & sleep 60"], { environment, timeout: 300 });
    assert.equal(result.timedOut, true);
    assert.equal(result.code, undefined);
    assert.ok(Date.now() - started < 10_000);
    assert.deepEqual(markedProcesses(mark), []);
  });

  it("gives it a folder for temporary files, and removes what it leaves there", async () => {
    const script = 'echo "$TMPDIR"; touch "$TMPDIR/left"; sleep 60';
    const { stdout, timedOut } = await run("sh", ["-c", script], { timeout: 300 });
    assert.equal(timedOut, true);
    assert.match(stdout, /config-remediation-lab-\w+$/);
    assert.equal(existsSync(stdout), false);
  });

  it("fails with the system's code when there is no such tool", async () => {
    await assert.rejects(run("no-such-tool-anywhere", []), { code: "ENOENT" });
  });
});

describe("processes of a session", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  /** Starts a shell that starts others, and waits until it says so. */
  async function start(mark: string, script: string, detached = false): Promise<ChildProcess> {
    const child = spawn("sh", ["-c", `${script} echo ready; wait`], {
      env: { ...process.env, [markName]: mark },
      stdio: ["ignore", "pipe", "ignore"],
      detached,
    });
    children.push(child);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    return child;
  }

  it("are found by their mark when their parent is gone", async () => {
    const mark = randomUUID();
    const parent = await start(mark, "sleep 60 & sleep 60 &", true);
    assert.equal(markedProcesses(mark).length, 3);
    parent.kill("SIGKILL");
    await new Promise((resolve) => parent.once("exit", resolve));
    assert.equal(markedProcesses(mark).length, 2);
    await endProcesses(() => markedProcesses(mark), 2_000);
    assert.deepEqual(markedProcesses(mark), []);
  });

  it("are found by their descent when they don't carry the mark", async () => {
    const unmarked = await start("another", "sleep 60 &");
    const own = ownProcesses(randomUUID());
    assert.ok(own.includes(unmarked.pid ?? 0));
    assert.ok(!own.includes(process.pid));
    assert.ok(own.length >= 2, "the shell and its sleep");
  });

  it("are killed when they don't end by themselves", async () => {
    const mark = randomUUID();
    await start(mark, "trap '' TERM;");
    const stubborn = await start(mark, "trap '' TERM; (trap '' TERM; sleep 60) &");
    await endProcesses(() => markedProcesses(mark), 300);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(markedProcesses(mark), []);
    assert.equal(stubborn.signalCode, "SIGKILL");
  });

  it("may be gone already", () => {
    signal([2 ** 22 - 1], "SIGTERM");
  });
});
