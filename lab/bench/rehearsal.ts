/**
 * How long a whole rehearsal takes, step by step, and how much memory all of its processes hold together.
 *
 *     npx ts-node lab/bench/rehearsal.ts [--json] [RUNS]
 *
 * Memory is resident memory as `ps` reports it, four times a second, summed over the rehearsal's processes. Medians of 7 runs, or
 * RUNS, after one that isn't counted; processes as in the last run.
 */
import { basename, join } from "node:path";
import { durationInWords } from "../output/duration";
import type { RehearsalResult } from "../rehearsal/result";
import { layoutFor, renderTable, type Table } from "../output/table";
import { output } from "./command";
import { mebibytes, sum, watchMemory, type MemoryUse } from "./memory";
import { inTurns, machineNote, medians, runsAsked } from "./runs";

const project = join(__dirname, "..", "..");

interface Rehearsed {
  readonly result: RehearsalResult;
  /** When all processes together held most. */
  readonly most: readonly MemoryUse[];
}

async function rehearse(): Promise<Rehearsed> {
  const stopWatching = watchMemory();
  try {
    const text = await output(process.execPath, [join(project, "lab/bin.js"), "rehearse", "--json"], {
      cwd: project,
    });
    return { result: JSON.parse(text) as RehearsalResult, most: stopWatching() };
  } finally {
    stopWatching();
  }
}

/** Milliseconds of each step and of all, and the memory in kibibytes. */
function measured({ result, most }: Rehearsed): Record<string, number> {
  const values: Record<string, number> = {};
  for (const { number, title, milliseconds } of result.steps) values[`${number}. ${title}`] = milliseconds;
  return { ...values, [all]: result.milliseconds, [memory]: sum(most) };
}

const all = "all";
const memory = "memory";

/** The program of a command line and the script it runs: `node lab/bin.js`. */
function shortName(command: string): string {
  const words = command.split(" ").filter((word) => !word.startsWith("-"));
  return words
    .slice(0, 2)
    .map((word) => basename(word))
    .join(" ");
}

const print = (table: Table): void => console.log(renderTable(table, layoutFor(process.stdout)));

function printTables(
  machine: string,
  { [memory]: held = 0, ...times }: Record<string, number>,
  last: Rehearsed,
): void {
  print({
    title: `A whole rehearsal (${machine})`,
    head: ["step", "time"],
    rows: Object.entries(times).map(([name, milliseconds]) => [name, durationInWords(milliseconds)]),
  });
  const processes = [...last.most].sort((one, other) => other.kibibytes - one.kibibytes);
  print({
    title: "Memory, when all processes together held most",
    head: ["process", "resident"],
    rows: [
      ...processes.map(({ command, kibibytes }) => [shortName(command), mebibytes(kibibytes)]),
      ["all, of the last run", mebibytes(sum(last.most))],
      ["all, of the runs", mebibytes(held)],
    ],
  });
}

async function main(): Promise<void> {
  const runs = runsAsked();
  const [rehearsals = []] = await inTurns([undefined], runs, rehearse);
  const last = rehearsals.at(-1);
  if (last === undefined) throw new Error("expected one run or more, got 0");
  const machine = machineNote(runs);
  const values = medians(rehearsals.map(measured));
  if (process.argv.includes("--json")) console.log(JSON.stringify({ machine, medians: values }));
  else printTables(machine, values, last);
}

void main();
