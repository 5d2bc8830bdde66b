import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childProcesses } from "./childProcesses";

describe("a test run", function () {
  this.timeout(120_000);
  let folder: string;
  const startChild = childProcesses();
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), "root-hooks-")))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs mocha, with the project's settings, on one test file. */
  const mocha = async (tests: string, environment: NodeJS.ProcessEnv = {}) => {
    const file = join(folder, "some.test.js");
    writeFileSync(file, `const { spawn } = require("node:child_process");\n${tests}`);
    const run = startChild(process.execPath, [require.resolve("mocha/bin/mocha.js"), file], {
      env: { ...process.env, ...environment },
    });
    return { code: await run.exitCode(), output: run.stdout + run.stderr };
  };

  it("passes that leaves nothing, also where a process is shared by suites and ends last", async () => {
    const { code, output } = await mocha(`
      let shared;
      after(() => shared.kill());
      describe("one", () => it("starts it", () => { shared = spawn("sleep", ["600"]); }));
      describe("other", () => it("uses it", () => {}));`);
    assert.equal(code, 0, output);
  });

  it("fails that leaves a process, which is named with its suite and killed", async () => {
    const { code, output } = await mocha(`
      describe("tidy", () => it("does nothing", () => {}));
      describe("untidy", () => it("forgets a process", () => {
        spawn("sh", ["-c", "sleep 611 & exec sleep 612"], { detached: true, stdio: "ignore" }).unref();
      }));`);
    assert.equal(code, 1, output);
    assert.match(output, /The tests left processes behind, which are killed now:/);
    assert.match(output, /sleep 611 \(process \d+, since "(untidy|the end)"\)/);
    assert.match(output, /sleep 612 \(process \d+, since "untidy"\)/);
  });

  it("finds a process whose parent is gone", async () => {
    const { code, output } = await mocha(`
      describe("untidy", () => it("forgets a process", (done) => {
        spawn("sh", ["-c", "sleep 613 &"], { stdio: "ignore" }).once("exit", () => done());
      }));`);
    assert.equal(code, 1, output);
    assert.match(output, /sleep 613 \(process \d+, since "untidy"\)/);
  });

  it("fails that doesn't end by itself, and says what keeps it", async () => {
    const { code, output } = await mocha(
      'describe("untidy", () => it("listens on", () => { require("node:net").createServer().listen(0); }));',
      { CONFIG_REMEDIATION_LAB_EXIT_WITHIN: "100" },
    );
    assert.equal(code, 1, output);
    assert.match(output, /1 passing/);
    assert.match(output, /The tests are over, and this process doesn't exit: .*TCPServerWrap/);
  });
});
