import { join } from "node:path";
import { exitCodes } from "../failures";
import { print, printJson, progress as say } from "../output/print";
import { layoutFor } from "../output/table";
import { accountStacks, downJob, upJob, type AccountStack } from "./account";
import { Backend } from "./backend";
import { confirm } from "./down";
import { loadClass, type ClassOptions } from "./labs";
import { isWell, resultLines, resultOf } from "./results";
import type { StackJob } from "./run";
import { runWork } from "./runWork";

export interface RunAccountOptions extends ClassOptions {
  /** `2026-01-31`. */
  readonly expires?: string;
  /** Doesn't ask for the class's name. @default false */
  readonly yes?: boolean;
  /** Lifts the locks that killed runs left. @default false */
  readonly unlock?: boolean;
  readonly json?: boolean;
}

/** Runs `config-lab class account up`. @returns the exit code: 0 only when every shared account has its recorder */
export async function runAccountUp(path: string, options: RunAccountOptions): Promise<number> {
  const labClass = await loadClass(path, options);
  const backend = await Backend.open();
  const stacks = await accountStacks(labClass, backend, options.expires);
  const jobs = await Promise.all(stacks.map((one) => upJob(one, labClass.name)));
  return work(labClass.name, stacks, jobs, backend, options);
}

/** Runs `config-lab class account down`. @returns the exit code: 0 only when the recorders are gone */
export async function runAccountDown(path: string, options: RunAccountOptions): Promise<number> {
  const labClass = await loadClass(path, options);
  const backend = await Backend.open();
  const stacks = (await accountStacks(labClass, backend, undefined)).filter(
    ({ owner }) => owner !== undefined,
  );
  const jobs = stacks.map(downJob);
  if (jobs.length > 0 && options.yes !== true) {
    for (const { stack } of jobs)
      say(`${stack} is destroyed: recorder, channel, topic, and the bucket with the class's history.`);
    await confirm(labClass.name);
  }
  return work(labClass.name, stacks, jobs, backend, options);
}

async function work(
  className: string,
  stacks: readonly AccountStack[],
  jobs: readonly StackJob[],
  backend: Backend,
  { unlock, json }: RunAccountOptions,
): Promise<number> {
  const byStack = new Map(stacks.map((one) => [one.stack, one]));
  const of = (stack: string): AccountStack => byStack.get(stack) as AccountStack;
  const unlocked = jobs.map((job) => ({ ...job, unlock }));
  const worked = await runWork(unlocked, backend, { onEnd: () => Promise.resolve() });
  const results = worked.map((result) => {
    const { place, workDir } = of(result.stack);
    return resultOf(result, place, join(workDir, "engine.log"));
  });
  if (json) printJson({ class: className, accounts: results });
  else if (results.length === 0) print(`The class ${className} has no stack for a shared account.`);
  else
    print(
      resultLines(`Shared accounts of class ${className}`, results, layoutFor(process.stdout)).join("\n"),
    );
  return results.every(isWell) ? exitCodes.ok : exitCodes.checkFailed;
}
