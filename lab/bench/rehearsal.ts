/**
 * How long a whole rehearsal takes, step by step, and how much memory all of its processes hold together.
 *
 *     npx ts-node lab/bench/rehearsal.ts
 *
 * Memory is resident memory as `ps` reports it, four times a second, summed over the rehearsal's processes. What processes
 * share (code of Node.js, say) counts in each of them, so the real total is lower.
 */
import { spawnSync } from "node:child_process";
import { basename, join } from "node:path";
import { durationInWords } from "../output/duration";
import type { RehearsalResult } from "../rehearsal/result";
import { layoutFor, renderTable, type Table } from "../output/table";
import { output } from "./command";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly kibibytes: number;
  readonly command: string;
}

const project = join(__dirname, "..", "..");
const mebibytes = (kibibytes: number): string => `${Math.round(kibibytes / 1024)} MiB`;
const sum = (processes: readonly Process[]): number =>
  processes.reduce((total, { kibibytes }) => total + kibibytes, 0);

/** This process's descendants, `ps` itself excepted. */
function descendants(): Process[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,rss=,args="], { encoding: "utf8" });
  const all = stdout.split("\n").flatMap((line): Process[] => {
    const [, pid, parent, kibibytes, command = ""] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || command.startsWith("ps ")
      ? []
      : [{ pid: Number(pid), parent: Number(parent), kibibytes: Number(kibibytes), command }];
  });
  const family = new Set([process.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => pid !== process.pid && family.has(pid));
}

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
  let most: Process[] = [];
  const sampling = setInterval(() => {
    const now = descendants();
    if (sum(now) > sum(most)) most = now;
  }, 250);
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
    clearInterval(sampling);
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
