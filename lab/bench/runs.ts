import { cpus } from "node:os";

const runsByDefault = 7;

/** How many runs the command line's arguments ask for. @default 7 */
export function runsAsked(given: readonly string[] = process.argv.slice(2)): number {
  return Number(given.find((argument) => /^\d+$/.test(argument)) ?? runsByDefault);
}

/** Where and how often was measured: a note for tables. */
export function machineNote(runs: number): string {
  return `Node.js ${process.version}, ${process.platform}, ${cpus().length} cores, ${runs} ${runs === 1 ? "run" : "runs"}`;
}

/** The middle value, the higher one of two. NaN of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
