/**
 * What a class costs in a shared account, on AWS on this machine: time and invocations for each student, and memory.
 *
 *     npm run bench:class
 *     npx ts-node lab/bench/class.ts 1 10 30
 *
 * Each size is one `config-lab class rehearse`: plan, up to stage remediated, an incident by half of the students, verify, down.
 * Memory is resident memory as `ps` reports it, four times a second, summed over all processes.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { durationInWords } from "../output/duration";
import { layoutFor, renderTable } from "../output/table";
import type { Afternoon } from "../class/rehearsal";
import { output } from "./command";
import { mebibytes, sum, watchMemory } from "./memory";

const project = join(__dirname, "..", "..");
const byDefault = [1, 10, 30];

async function rehearse(folder: string, students: number): Promise<string[]> {
  const roster = join(folder, `class${students}.csv`);
  const names = Array.from({ length: students }, (_, index) => `stu${String(index + 1).padStart(3, "0")}`);
  writeFileSync(
    roster,
    `itscAccount,email\n${names.map((name) => `${name},${name}@example.edu`).join("\n")}\n`,
  );
  const quotas = ["vpcs", "gateways"].flatMap((name) => ["--quota", `${name}=${students + 5}`]);
  const args = ["class", "rehearse", roster, "--json", "--parallel", "2", ...quotas];
  const stopWatching = watchMemory();
  let held = 0;
  try {
    const text = await output(process.execPath, [join(project, "lab/bin.js"), ...args], { cwd: project });
    held = sum(stopWatching());
    const { steps, invocations } = JSON.parse(text) as Afternoon;
    const took = (name: string): number => steps.find((step) => step.name === name)?.milliseconds ?? 0;
    const each = (name: string): string => durationInWords(Math.round(took(name) / students));
    return [
      String(students),
      durationInWords(took("up")),
      each("up"),
      each("verify"),
      each("down"),
      (invocations / students).toFixed(1),
      mebibytes(held),
    ];
  } finally {
    stopWatching();
  }
}

async function main(): Promise<void> {
  const given = process.argv.slice(2).map(Number);
  const folder = mkdtempSync(join(tmpdir(), "bench-class-"));
  const rows: string[][] = [];
  try {
    for (const students of given.length > 0 ? given : byDefault) {
      rows.push(await rehearse(folder, students));
      console.error(`${students}: ${rows.at(-1)?.slice(1).join(", ")}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const table = {
    title: "A class in a shared account, two stacks at a time",
    head: ["students", "up", "up each", "verify each", "down each", "invocations each", "memory"],
    rows,
  };
  console.log(renderTable(table, layoutFor(process.stdout)));
}

void main();
