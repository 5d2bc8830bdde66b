/**
 * How long a whole rehearsal takes, step by step, and how much memory all of its processes hold together.
 *
 *     npx ts-node lab/bench/rehearsal.ts
 *
 * Memory is resident memory as `ps` reports it, four times a second, summed over the rehearsal's processes.
 */
import { basename, join } from "node:path";
import { durationInWords } from "../output/duration";
import type { RehearsalResult } from "../rehearsal/result";
import { layoutFor, renderTable, type Table } from "../output/table";
import { output } from "./command";
import { mebibytes, sum, watchMemory, type MemoryUse } from "./memory";

const project = join(__dirname, "..", "..");
/** The program of a command line and the script it runs: `node lab/bin.js`. */
function shortName(command: string): string {
  const words = command.split(" ").filter((word) => !word.startsWith("-"));
  return words
    .slice(0, 2)
    .map((word) => basename(word))
    .join(" ");
}

const print = (table: Table): void => console.log(renderTable(table, layoutFor(process.stdout)));

async function main(): Promise<void> {
  const stopWatching = watchMemory();
  let most: readonly MemoryUse[] = [];
  try {
    const text = await output(process.execPath, [join(project, "lab/bin.js"), "rehearse", "--json"], {
      cwd: project,
    });
    const { steps, milliseconds } = JSON.parse(text) as RehearsalResult;
    print({
      title: "A whole rehearsal",
      head: ["step", "time"],
      rows: [
        ...steps.map((step) => [`${step.number}. ${step.title}`, durationInWords(step.milliseconds)]),
        ["all", durationInWords(milliseconds)],
      ],
    });
  } finally {
    most = stopWatching();
  }
  const rows = [...most].sort((one, other) => other.kibibytes - one.kibibytes);
  print({
    title: "Memory, when all processes together held most",
    head: ["process", "resident"],
    rows: [
      ...rows.map(({ command, kibibytes }) => [shortName(command), mebibytes(kibibytes)]),
      ["all", mebibytes(sum(most))],
    ],
  });
}

void main();
