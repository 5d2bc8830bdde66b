import assert from "node:assert/strict";
import { childProcesses } from "../childProcesses";
import { loadTypeScript } from "../../support/loadTypeScript";

/** A clock that only `time` moves. */
const preamble = `
  const { watchInterrupts, aborted } = require("./local/support/interrupts");
  let time = 0;
  const interrupts = watchInterrupts(() => time);
  const alive = setInterval(() => {}, 1000);
  process.on("exit", () => console.log("cleaned up"));`;

const deferred = `
  interrupts.deferExit();
  void aborted(interrupts.signal).then(() => {
    console.log("finishing", interrupts.received, interrupts.exitCode);
  });`;

const finish = `{ clearInterval(alive); interrupts.release(); process.exitCode = 5; }`;

describe("interrupts", () => {
  const startChild = childProcesses();

  /** Runs a script with `interrupts` in it, until it is ready for signals. */
  async function start(script: string) {
    const code = `${preamble} ${script} console.log("ready");`;
    const child = startChild(process.execPath, ["-r", loadTypeScript, "-e", code]);
    await child.said(/ready/);
    return child;
  }

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`exit at once on ${signal}, through the exit handlers, unless the exit is deferred`, async () => {
      const child = await start("");
      child.child.kill(signal);
      assert.equal(await child.exitCode(), exitCode);
      assert.equal(child.stdout, "ready\ncleaned up\n");
    });
  }

  it("let the caller finish when the exit is deferred", async () => {
    const child = await start(`${deferred} void aborted(interrupts.signal).then(() => ${finish});`);
    child.child.kill("SIGTERM");
    assert.equal(await child.exitCode(), 5);
    assert.equal(child.stdout, "ready\nfinishing SIGTERM 143\ncleaned up\n");
  });

  it("exit the second time all the same", async () => {
    const child = await start(`process.on("SIGINT", () => (time += 501)); ${deferred}`);
    child.child.kill("SIGINT");
    await child.said(/finishing/);
    child.child.kill("SIGINT");
    assert.equal(await child.exitCode(), 130);
    assert.equal(child.stdout, "ready\nfinishing SIGINT 130\ncleaned up\n");
  });

  it("count as one within half a second, from the terminal and from npm", async () => {
    const child = await start(`
      ${deferred}
      process.on("SIGINT", () => {
        if (time === 500) ${finish}
        time = 500;
      });`);
    child.child.kill("SIGINT");
    await child.said(/finishing/);
    child.child.kill("SIGINT");
    assert.equal(await child.exitCode(), 5);
    assert.equal(child.stdout, "ready\nfinishing SIGINT 130\ncleaned up\n");
  });
});
