import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { DeleteFunctionCommand } from "@aws-sdk/client-lambda";

import { type LambdaHarness, startLambda } from "./harness";

const PID = `let calls = 0;
exports.handler = async ({ wait = 0 }) => {
  await new Promise((resolve) => setTimeout(resolve, wait));
  return { pid: process.pid, calls: ++calls };
};`;

interface Told {
  pid: number;
  calls: number;
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  for (let tries = 0; alive(pid); tries++) {
    assert.ok(tries < 100, `process ${pid} is still there`);
    await pause(50);
  }
}

describe("execution environments", () => {
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda({ limits: { environments: 2, idle: 400 } });
    await aws.makeFunction("pid", PID);
    await aws.makeFunction("other", PID);
  });
  after(() => aws.stop());

  const invoke = async (name: string, event = {}) => (await aws.invoke(name, event)).payload as Told;

  it("are used again, and end when there is nothing to do", async () => {
    const first = await invoke("pid");
    const second = await invoke("pid");
    assert.deepEqual(second, { pid: first.pid, calls: 2 });
    assert.equal(alive(first.pid), true);
    await gone(first.pid);
    assert.equal((await invoke("pid")).calls, 1);
  });

  it("handle one event at a time, two at most at once, and let others wait", async () => {
    const begin = performance.now();
    const told = await Promise.all([1, 2, 3, 4].map(() => invoke("pid", { wait: 200 })));
    assert.ok(performance.now() - begin >= 400);
    assert.equal(new Set(told.map(({ pid }) => pid)).size, 2);
  });

  it("make room for another function's", async () => {
    const told = await Promise.all([invoke("pid", { wait: 50 }), invoke("pid", { wait: 50 })]);
    await invoke("other");
    await pause(100);
    assert.equal(told.filter(({ pid }) => alive(pid)).length, 1);
  });

  it("go with their function", async () => {
    await aws.makeFunction("brief", PID);
    const { pid } = await invoke("brief");
    await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: "brief" }));
    await gone(pid);
  });

  it("end when whoever started them is killed, even one that never yields", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "lambda-killed-"));
    const script = path.join(__dirname, "killedHost.ts");
    const host = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", script, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [text] = (await once(host.stdout, "data")) as [Buffer];
    const pids = JSON.parse(text.toString()) as number[];
    assert.equal(pids.length, 2);
    assert.ok(pids.every(alive));
    host.kill("SIGKILL");
    for (const pid of pids) await gone(pid);
    rmSync(folder, { recursive: true });
  });
});

describe("execution environments of a service that stops", () => {
  it("end, with what their code started, when the service stops, whatever they do", async () => {
    const stopping = await startLambda();
    try {
      await stopping.makeFunction(
        "busy",
        `const child = require("node:child_process").spawn("sleep", ["600"]);
         exports.handler = async ({ busy }) => { while (busy); return [process.pid, child.pid]; };`,
        { Timeout: 60 },
      );
      const [pid, child] = (await stopping.invoke("busy")).payload as [number, number];
      const places = () => readdirSync(stopping.account.folder).filter((name) => name.startsWith("lambda-"));
      assert.equal(places().length, 2);
      const answer = stopping.invoke("busy", { busy: true });
      await pause(100);
      await stopping.service.stop();
      const { error, payload } = await answer;
      assert.equal(error, "Unhandled");
      assert.match((payload as { errorMessage: string }).errorMessage, /signal: killed$/);
      assert.equal(alive(pid), false);
      await gone(child);
      assert.deepEqual(places(), []);
      await assert.rejects(stopping.invoke("busy"), { name: "ServiceException" });
    } finally {
      await stopping.stop();
    }
  });
});
