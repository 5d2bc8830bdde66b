import { join } from "node:path";
import { exitCodes } from "../failures";
import { print, printJson, progress as say } from "../output/print";
import { layoutFor } from "../output/table";
import { Backend } from "./backend";
import { fingerprintOf, loadClass, readSettings, settingsFor, writeRecord, writeSettings } from "./labs";
import { makePlan, obstacleLines, planJson, type PlannedLab } from "./plan";
import { isWell, resultLines, resultOf, type StudentResult } from "./results";
import type { WorkResult } from "./run";
import type { RunPlanOptions } from "./runPlan";
import { runWork } from "./runWork";

export interface RunUpOptions extends RunPlanOptions {
  /** Processes at a time. @default the machine's cores */
  readonly parallel?: number;
  /** Lifts the locks that killed runs left. @default false */
  readonly unlock?: boolean;
  /** Also those whose latest run succeeded, and that haven't changed since. @default false */
  readonly again?: boolean;
}

/** Runs `config-lab class up`. @returns the exit code: 0 only when every student's lab is up */
export async function runUp(path: string, options: RunUpOptions): Promise<number> {
  const labClass = await loadClass(path, options);
  const settings = settingsFor(await readSettings(labClass.folder), options, new Date());
  const backend = await Backend.open();
  const plan = await makePlan(labClass, backend, { settings, quotas: options.quotas });
  if (plan.obstacles.length > 0) {
    if (options.json) printJson(planJson(plan));
    else say(obstacleLines(plan.obstacles).join("\n"));
    return exitCodes.checkFailed;
  }
  await writeSettings(labClass.folder, settings);
  const wanted = options.again ? plan.labs : plan.labs.filter(({ current }) => !current);
  if (options.unlock) {
    for (const { student, resources } of wanted)
      if (resources === 0) await backend.removeLocks(student.stack);
  }
  const results = await bringUp(wanted, backend, options);
  const all = plan.labs.map((lab) => results.get(lab.student.stack) ?? asItIs(lab));
  if (options.json) printJson({ class: labClass.name, students: all });
  else print(resultLines(`Class ${labClass.name}`, all, layoutFor(process.stdout)).join("\n"));
  return all.every(isWell) ? exitCodes.ok : exitCodes.checkFailed;
}

async function bringUp(
  labs: readonly PlannedLab[],
  backend: Backend,
  { parallel, unlock }: RunUpOptions,
): Promise<Map<string, StudentResult>> {
  const jobs = labs.map(({ student, config, tags, workDir }) => ({
    operation: "up" as const,
    stack: student.stack,
    workDir,
    config,
    tags,
    unlock,
  }));
  const byStack = new Map(labs.map((lab) => [lab.student.stack, lab]));
  const labOf = (stack: string): PlannedLab => byStack.get(stack) as PlannedLab;
  const results = await runWork(jobs, backend, {
    parallel,
    onEnd: (result) => record(labOf(result.stack), result),
  });
  return new Map(
    results.map((result) => {
      const { account, region, workDir } = labOf(result.stack);
      return [result.stack, resultOf(result, { account, region }, join(workDir, "engine.log"))];
    }),
  );
}

async function record(lab: PlannedLab, { end, milliseconds }: WorkResult): Promise<void> {
  if (end.kind === "notStarted") return;
  await writeRecord(lab.workDir, {
    operation: "up",
    ok: end.kind === "done",
    fingerprint: fingerprintOf({ config: lab.config, tags: lab.tags }),
    endedAt: new Date().toISOString(),
    milliseconds,
    stack: lab.student.stack,
    region: lab.region,
    source: lab.source,
    account: lab.account,
    outputs: end.kind === "done" ? end.outputs : undefined,
  });
}

function asItIs({ student, account, region }: PlannedLab): StudentResult {
  return { student: student.stack, account, region, result: "asItIs", message: "none", milliseconds: 0 };
}
