import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadTypeScript } from "@config-remediation-lab/local/support/loadTypeScript";
import { listProcesses } from "@config-remediation-lab/local/support/processList";
import { findLeftovers, type Leftover } from "../leftovers";
import { compareInventories, takeInventory } from "../rehearsal/account/inventory";
import { changesInWords } from "../engine/changes";
import { readState } from "../stack/state";
import { runAwsCommand } from "./awsCli";
import { holdAnswer } from "./heldCall";
import type { TrialLab } from "./session";
import { expectEachOnce } from "./replaceTrial";

/** What came of an update that was killed. */
export interface KillTrial {
  /** What AWS had done, and the engine didn't learn. @example "CreateVpc" */
  readonly call: string;
  /** What `config-lab leftovers` named, and was removed by its commands. */
  readonly leftovers: readonly string[];
  /** The changes of the next `pulumi up`. */
  readonly finished: string;
}

/** How often is looked whether the plugins have ended, which notice the end of their engine by themselves. Milliseconds. */
const pollEvery = 100;

/**
 * Kills `pulumi up` and its program when AWS has done the call of this number and before the engine knows; then does what
 * docs/recovery.md says, and destroys the lab.
 *
 * @returns undefined when the update makes fewer calls
 * @throws an error that says what is wrong, unless the next update completes the lab and destroy leaves nothing
 */
export async function killAt(lab: TrialLab, number: number): Promise<KillTrial | undefined> {
  const { session, stack, clients } = lab;
  const endpoint = await holdAnswer(session.aws.endpoint, number);
  let call: string | undefined;
  try {
    call = await killedUp(lab, endpoint);
  } finally {
    await endpoint.stop();
  }
  if (call === undefined) return undefined;
  await stack.cancel();
  const found = await findLeftovers(clients, await readState({ cwd: stack.folder, stack: stack.name }));
  for (const { commands } of found) for (const command of commands) await runAwsCommand(command, clients);
  const finished = changesInWords(await stack.up());
  await session.aws.idle();
  await expectEachOnce(lab, `killed after ${call}, then updated`);
  const difference = changesInWords(await stack.preview({ refresh: true }));
  if (difference !== "none")
    throw new Error(
      `killed after ${call}, then updated: expected no changes in a preview, got ${difference}`,
    );
  await stack.destroy();
  const after = compareInventories(lab.before, lab.before, await takeInventory(clients));
  const left = after.checks.filter(({ ok }) => !ok).map(({ what, seen }) => `${what}: ${seen}`);
  if (left.length > 0) throw new Error(`killed after ${call}, then destroyed:\n  ${left.join("\n  ")}`);
  return { call, leftovers: found.map(inWords), finished };
}

const inWords = ({ kind, name = "" }: Leftover): string => `${kind} ${name.split(",")[0]}`;

/** @returns the call whose answer was kept back, when the update was killed; undefined when it ended by itself */
async function killedUp(
  { stack, session }: TrialLab,
  endpoint: { readonly url: string; readonly held: Promise<string> },
): Promise<string | undefined> {
  const child = spawn(
    process.execPath,
    ["-r", loadTypeScript, join(__dirname, "killedUp.ts"), stack.folder, stack.name],
    {
      env: { ...process.env, AWS_ENDPOINT_URL: endpoint.url },
      stdio: ["ignore", "ignore", "inherit"],
      detached: true,
    },
  );
  const ended = once(child, "exit") as Promise<[code: number | null]>;
  const call = await Promise.race([endpoint.held, ended.then(() => undefined)]);
  if (call === undefined) {
    const [code] = await ended;
    if (code !== 0) throw new Error(`pulumi up failed by itself with exit code ${code}`);
    await stack.destroy();
    return undefined;
  }
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  await ended;
  const plugins = join(session.folder, "pulumi", "plugins");
  while (listProcesses("").some(({ command }) => command.includes(plugins))) await sleep(pollEvery);
  return call;
}
