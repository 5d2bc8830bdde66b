import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { EnvironmentProcess } from "../../../../aws/lambda/environment/environmentProcess";
import { Reaper } from "../../../../aws/lambda/environment/reaper";
import { until } from "../../../until";

const reaper = new Reaper();

/** Starts a process that runs this code, and waits for the line in which it prints its pid. */
async function start(folder: string, source: string, event?: string): Promise<number> {
  mkdirSync(folder);
  writeFileSync(path.join(folder, "index.js"), source);
  const environment = { LAMBDA_TASK_ROOT: folder, _HANDLER: "index.handler" };
  const started = await EnvironmentProcess.start({ nodeFlags: [], environment, folder, reaper });
  void started.load(600_000).then(() => {
    if (event === undefined) return;
    void started.handle({ requestId: "1", payload: event, deadline: 0, functionArn: "" }, 600_000);
  });
  const line = await until("the process to print its pid", () => started.takeLines().at(0));
  return Number(line.message.trim().split("\t").at(-1));
}

/** Runs three processes: one idle, one that never yields, one that never yields while it is loaded. Prints their pids. */
async function main(folder: string): Promise<void> {
  const pids = [
    await start(path.join(folder, "idle"), `exports.handler = async () => console.log(process.pid);`, "{}"),
    await start(
      path.join(folder, "busy"),
      `exports.handler = async () => { console.log(process.pid); for (;;); };`,
      "{}",
    ),
    await start(path.join(folder, "loading"), `console.log(process.pid); for (;;);`),
  ];
  console.log(JSON.stringify(pids));
  // Waits to be killed.
  setInterval(() => undefined, 60_000);
}

void main(process.argv[2] ?? "");
