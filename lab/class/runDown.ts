import { rm } from "node:fs/promises";
import { join } from "node:path";
import { exitCodes } from "../failures";
import { print, printJson, progress as say } from "../output/print";
import { layoutFor, renderTable, type Table } from "../output/table";
import { timeInWords } from "../output/time";
import { Backend } from "./backend";
import {
  confirm,
  expiredTargets,
  findHandMade,
  findLeftovers,
  handMadeInWords,
  removeHandMade,
  targetsOf,
  type HandMade,
  type LabPlace,
  type Target,
} from "./down";
import { loadClass, type ClassOptions, type LabClass } from "./labs";
import { isWell, resultLines, resultOf, type StudentResult } from "./results";
import { runWork } from "./runWork";

export interface RunDownOptions extends ClassOptions {
  /** Processes at a time. @default the machine's cores */
  readonly parallel?: number;
  /** Doesn't ask for the class's name. @default false */
  readonly yes?: boolean;
  /** The stacks of every class that has expired, or of the roster's if it has. @default false */
  readonly expired?: boolean;
  /** Deletes what students made by hand, too. @default false */
  readonly also?: boolean;
  /** Lifts the locks that killed runs left. @default false */
  readonly unlock?: boolean;
  readonly json?: boolean;
}

/**
 * Runs `config-lab class down`.
 *
 * @param path of the roster; may be left out with `expired`
 * @returns the exit code: 0 only when nothing of the class is left
 */
export async function runDown(path: string | undefined, options: RunDownOptions): Promise<number> {
  const labClass = path === undefined ? undefined : await loadClass(path, options);
  const backend = await Backend.open();
  const today = new Date().toISOString().slice(0, 10);
  const targets =
    labClass === undefined || options.expired
      ? await expiredTargets(backend, today, labClass)
      : await targetsOf(labClass, backend);
  const name = labClass?.name ?? "expired";
  const byHand = await findHandMade(placesOf(targets, options.expired ? undefined : labClass), (stack) =>
    backend.recordingIds(stack),
  );
  if (targets.length > 0) say(renderTable(targetsTable(name, targets), layoutFor(process.stderr)));
  if (byHand.found.length > 0) say(offer(byHand.found, options.also === true).join("\n"));
  const taken = targets.length > 0 || (options.also && byHand.found.length > 0);
  if (taken && options.yes !== true) await confirm(name);
  const [rules, others] = [true, false].map((isRule) =>
    byHand.found.filter(({ kind }) => (kind === "rule") === isRule && options.also),
  );
  // A rule's function would authorize what the engine revokes from LabSG1; recorder and bucket are in use until the end.
  const failures = await removeHandMade(rules ?? []);
  // The students' stacks use the recorder of their account's.
  const [students, accounts] = [false, true].map((ofAccount) =>
    targets.filter(({ stack }) => isAccountStack(stack) === ofAccount),
  );
  const results = await takeDown(students ?? [], backend, options);
  results.push(...(await takeDown(accounts ?? [], backend, options)));
  failures.push(...(await removeHandMade(others ?? [])));
  const leftovers = await findLeftovers(targets);
  const left = options.also ? failures : byHand.found.map(handMadeInWords);
  const found = [...leftovers.found, ...left];
  const notes = [...leftovers.notes, ...byHand.notes];
  if (options.json) {
    printJson({ class: name, students: results, leftovers: found, notes });
  } else {
    const lines = resultLines(`Class ${name}`, results, layoutFor(process.stdout));
    print(targets.length === 0 ? nothing(name, labClass === undefined) : lines.join("\n"));
    for (const note of notes) print(`Note: ${note}`);
    if (found.length > 0)
      print(["Left over, and not deleted:", ...found.map((one) => `  ${one}`)].join("\n"));
    if (left.length > 0 && !options.also) print(howToTakeAlso);
  }
  return results.every(isWell) && found.length === 0 ? exitCodes.ok : exitCodes.checkFailed;
}

function nothing(name: string, everyClass: boolean): string {
  return everyClass ? "No class has expired." : `The class ${name} has no stacks.`;
}

/** Whether `class account up` made it. */
function isAccountStack(stack: string): boolean {
  return /^account-\d{12}-/.test(stack);
}

/** Of the stacks, and of students whose stack is gone already. */
function placesOf(targets: readonly Target[], labClass: LabClass | undefined): LabPlace[] {
  const stacks = new Set(targets.map(({ stack }) => stack));
  const others = (labClass?.selected ?? []).filter(({ student }) => !stacks.has(student.stack));
  return [
    ...targets
      .filter(({ problem }) => problem === undefined)
      .map(({ stack, source, region }) => ({ stack, source, region, exists: true })),
    ...others.map(({ student: { stack }, source, region }) => ({ stack, source, region, exists: false })),
  ];
}

const howToTakeAlso = "Students made these by hand. To delete them, run the same command with --also.";

function offer(found: readonly HandMade[], also: boolean): string[] {
  return [
    also ? "Made by hand, and deleted too:" : "Made by hand, and not deleted (--also deletes it too):",
    ...found.map((one) => `  ${handMadeInWords(one)}`),
  ];
}

function targetsTable(name: string, targets: readonly Target[]): Table {
  const sum = targets.reduce((total, { resources }) => total + resources, 0);
  return {
    title: `Class ${name}: ${targets.length} stacks with ${sum} resources are destroyed, the history in their buckets included`,
    head: ["stack", "account", "region", "resources", "last update (UTC)", ""],
    rows: targets.map(({ stack, account, region, resources, lastUpdate, expires, inRoster, problem }) => [
      stack,
      account ?? "?",
      region,
      String(resources),
      timeInWords(lastUpdate),
      problem ?? (expires ? `expired on ${expires}` : inRoster ? "" : "not in the roster any more"),
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
    .map(({ stack, workDir }) => ({ operation: "destroy" as const, stack, workDir, unlock }));
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
