import { writeFileSync } from "node:fs";
import * as path from "node:path";

import { EnvironmentProcess } from "../../../aws/lambda/environmentProcess";
import { Reaper } from "../../../aws/lambda/reaper";

/** Runs two environments, one idle and one that never yields, tells their pids, and waits to be killed. */
async function main(folder: string): Promise<void> {
  writeFileSync(
    path.join(folder, "index.js"),
    `exports.handler = async ({ busy }) => { if (busy) { console.log(process.pid); while (true); } return process.pid; };`,
  );
  const reaper = new Reaper();
  const start = async () => {
    const environment = { LAMBDA_TASK_ROOT: folder, _HANDLER: "index.handler" };
    const started = new EnvironmentProcess({ nodeFlags: [], environment, folder, reaper });
    await started.started(10_000);
    return started;
  };
  const event = (payload: string) => ({ requestId: "1", payload, deadline: 0, functionArn: "" });
  const idle = await start();
  const outcome = await idle.handle(event("{}"), 10_000);
  const busy = await start();
  void busy.handle(event(`{"busy":true}`), 60_000);
  const poll = setInterval(() => {
    const line = busy.takeLines()[0];
    if (!line || !outcome.ok) return;
    clearInterval(poll);
    process.stdout.write(
      JSON.stringify([Number(outcome.result), Number(line.message.trim().split("\t").at(-1))]),
    );
  }, 20);
}

void main(process.argv[2] ?? "");
