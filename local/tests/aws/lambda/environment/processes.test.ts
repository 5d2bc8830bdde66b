import { strict as assert } from "node:assert";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { DeleteFunctionCommand } from "@aws-sdk/client-lambda";

import { childProcesses } from "../../../childProcesses";
import { until } from "../../../until";
import { busyMachine, type LambdaHarness, startLambda } from "../harness";
import { loadTypeScript } from "../../../../support/loadTypeScript";

const PID = `let calls = 0;
exports.handler = async () => ({ pid: process.pid, calls: ++calls });`;

interface Answer {
  readonly pid: number;
  readonly calls: number;
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  await until(`process ${pid} to end`, () => !alive(pid));
}

describe("the processes of functions", function () {
  this.timeout(busyMachine);
  const start = childProcesses();
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda({ limits: { environments: 1, idle: 600_000 } });
    await aws.makeFunction("pid", PID);
    await aws.makeFunction("other", PID);
  });
  after(() => aws.stop());

  const invoke = async (name: string) => (await aws.invoke(name)).payload as Answer;

  it("handle further events of their function", async () => {
    const first = await invoke("pid");
    assert.deepEqual(await invoke("pid"), { pid: first.pid, calls: first.calls + 1 });
  });

  it("end when another function needs their place", async () => {
    const { pid } = await invoke("pid");
    const other = await invoke("other");
    assert.notEqual(other.pid, pid);
    await gone(pid);
  });

  it("end when their function is deleted", async () => {
    await aws.makeFunction("brief", PID);
    const { pid } = await invoke("brief");
    await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: "brief" }));
    await gone(pid);
  });

  it("end when the host is killed, also those that never yield", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "lambda-killed-"));
    try {
      const script = path.join(__dirname, "killedHost.ts");
      const host = start(process.execPath, ["-r", loadTypeScript, script, folder]);
      await host.said(/^\[.*\]$/m);
      const pids = JSON.parse(host.stdout) as number[];
      assert.equal(pids.length, 3);
      assert.ok(pids.every(alive));
      host.child.kill("SIGKILL");
      for (const pid of pids) await gone(pid);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the processes of functions, when the service stops", function () {
  this.timeout(busyMachine);
  it("end with everything that their code started, whatever they do", async () => {
    const stopping = await startLambda();
    try {
      await stopping.makeFunction(
        "busy",
        `const child = require("node:child_process").spawn("sleep", ["600"]);
         exports.handler = async ({ mark }) => {
           if (mark) require("node:fs").writeFileSync(mark, "");
           while (mark);
           return [process.pid, child.pid];
         };`,
      );
      const [pid, child] = (await stopping.invoke("busy")).payload as [number, number];
      const { folder } = stopping.account;
      const places = () => readdirSync(folder).filter((name) => name.startsWith("lambda-"));
      assert.equal(places().length, 2);
      const mark = path.join(folder, "busy");
      const answer = stopping.invoke("busy", { mark });
      await until("the function to be busy", () => existsSync(mark));
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
