import assert from "node:assert/strict";
import { spawn } from "node:child_process";

/** Runs a script with `interrupts` in it, sends signals when it says "ready", and gives its exit code and output. */
async function withSignals(
  script: string,
  signals: readonly NodeJS.Signals[],
  pause = 700,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [
    "-r",
    "ts-node/register/transpile-only",
    "-e",
    `const { watchInterrupts, aborted } = require("./local/support/interrupts");
     const interrupts = watchInterrupts();
     const alive = setInterval(() => {}, 1000);
     process.on("exit", () => console.log("cleaned up"));
     ${script}
     console.log("ready");`,
  ]);
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  for (const name of signals) {
    child.kill(name);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  const code =
    child.exitCode ?? (await new Promise<number | null>((resolve) => child.once("close", resolve)));
  return { code, output };
}

const finishing = `interrupts.letCallerFinish();
  void aborted(interrupts.signal).then(() => {
    console.log("finishing", interrupts.received, interrupts.exitCode);
    setTimeout(() => { clearInterval(alive); interrupts.release(); process.exitCode = 5; }, 100);
  });`;

const neverDone = `interrupts.letCallerFinish();
  void aborted(interrupts.signal).then(() => console.log("finishing"));`;

describe("interrupts", () => {
  it("exit at once, by the exit handlers, while nothing has to be brought to an end", async () => {
    assert.deepEqual(await withSignals("", ["SIGINT"]), { code: 130, output: "ready\ncleaned up\n" });
    assert.deepEqual(await withSignals("", ["SIGTERM"]), { code: 143, output: "ready\ncleaned up\n" });
  });

  it("let the caller finish otherwise", async () => {
    const { code, output } = await withSignals(finishing, ["SIGTERM"]);
    assert.equal(output, "ready\nfinishing SIGTERM 143\ncleaned up\n");
    assert.equal(code, 5);
  });

  it("force the end the second time", async () => {
    const { code, output } = await withSignals(neverDone, ["SIGINT", "SIGINT"]);
    assert.equal(output, "ready\nfinishing\ncleaned up\n");
    assert.equal(code, 130);
  });

  it("count as one when they come at the same time, from the terminal and from npm", async () => {
    const { code, output } = await withSignals(finishing, ["SIGINT", "SIGINT"], 30);
    assert.equal(output, "ready\nfinishing SIGINT 130\ncleaned up\n");
    assert.equal(code, 5);
  });
});
