import { rm } from "node:fs/promises";
import { join } from "node:path";
import { exitCodes } from "../failures";
import { print, printJson, progress as say } from "../output/print";
import { layoutFor, renderTable, type Table } from "../output/table";
import { timeInWords } from "../output/time";
import { Backend } from "./backend";
import { confirm, findLeftovers, targetsOf, type Target } from "./down";
import { loadClass, type ClassOptions } from "./labs";
import { isWell, resultLines, resultOf, type StudentResult } from "./results";
import { runWork } from "./runWork";

export interface RunDownOptions extends ClassOptions {
  /** Processes at a time. @default the machine's cores */
  readonly parallel?: number;
  /** Doesn't ask for the class's name. @default false */
  readonly yes?: boolean;
  /** Lifts the locks that killed runs left. @default false */
  readonly unlock?: boolean;
  readonly json?: boolean;
}

/** Runs `config-lab class down`. @returns the exit code: 0 only when nothing of the class is left */
export async function runDown(path: string, options: RunDownOptions): Promise<number> {
  const labClass = await loadClass(path, options);
  const backend = await Backend.open();
  const targets = await targetsOf(labClass, backend);
  if (targets.length > 0) {
    say(renderTable(targetsTable(labClass.name, targets), layoutFor(process.stderr)));
    if (options.yes !== true) await confirm(labClass.name);
  }
  const results = await takeDown(targets, backend, options);
  const { found, notes } = await findLeftovers(labClass.name, targets);
  if (options.json) {
    printJson({ class: labClass.name, students: results, leftovers: found, notes });
  } else {
    const lines = resultLines(`Class ${labClass.name}`, results, layoutFor(process.stdout));
    print(targets.length === 0 ? `The class ${labClass.name} has no stacks.` : lines.join("\n"));
    for (const note of notes) print(`Note: ${note}`);
    if (found.length > 0)
      print(["Left over, and not deleted:", ...found.map((one) => `  ${one}`)].join("\n"));
  }
  return results.every(isWell) && found.length === 0 ? exitCodes.ok : exitCodes.checkFailed;
}

function targetsTable(name: string, targets: readonly Target[]): Table {
  const sum = targets.reduce((total, { resources }) => total + resources, 0);
  return {
    title: `Class ${name}: ${targets.length} stacks with ${sum} resources are destroyed, the history in their buckets included`,
    head: ["stack", "account", "region", "resources", "last update (UTC)", ""],
    rows: targets.map(({ stack, account, region, resources, lastUpdate, inRoster, problem }) => [
      stack,
      account ?? "?",
      region,
      String(resources),
      timeInWords(lastUpdate),
      problem ?? (inRoster ? "" : "not in the roster any more"),
    ]),
  };
}

async function takeDown(
  targets: readonly Target[],
  backend: Backend,
  { parallel, unlock }: RunDownOptions,
): Promise<StudentResult[]> {
  const byStack = new Map(targets.map((target) => [target.stack, target]));
  const targetOf = (stack: string): Target => byStack.get(stack) as Target;
  const jobs = targets
    .filter(({ problem }) => problem === undefined)
    .map(({ stack, workDir, source, region }) => ({
      job: { operation: "destroy" as const, stack, workDir, unlock },
      source,
      region,
    }));
  const results = await runWork(jobs, backend, {
    parallel,
    onEnd: async ({ stack, end }) => {
      if (end.kind === "done") await rm(targetOf(stack).workDir, { recursive: true, force: true });
    },
  });
  return [
    ...targets.filter(({ problem }) => problem !== undefined).map(withoutCredentials),
    ...results.map((result) => {
      const { workDir, account, region } = targetOf(result.stack);
      return resultOf(result, { account, region }, join(workDir, "engine.log"));
    }),
  ];
}

function withoutCredentials({ stack, account, region, problem = "" }: Target): StudentResult {
  const next = "Use credentials of that account, then run the same command again.";
  return { student: stack, account, region, result: "failed", message: problem, milliseconds: 0, next };
}
