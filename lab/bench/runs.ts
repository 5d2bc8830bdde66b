import { cpus } from "node:os";
import { median } from "../median";

const runsByDefault = 7;

/** How many runs the command line's arguments ask for. @default 7 */
export function runsAsked(given: readonly string[] = process.argv.slice(2)): number {
  return Number(given.find((argument) => /^\d+$/.test(argument)) ?? runsByDefault);
}

/** Where and how often was measured: a note for tables. */
export function machineNote(runs: number): string {
  return `Node.js ${process.version}, ${process.platform}, ${cpus().length} cores, ${runs} ${runs === 1 ? "run" : "runs"}`;
}

/**
 * Measures each by turns, so that whatever else the machine does meets all of them.
 *
 * @param uncounted turns before those that count, which warm the caches. @default 1
 * @returns the samples of each, in its order
 */
export async function inTurns<Each, Sample>(
  all: readonly Each[],
  runs: number,
  measure: (each: Each) => Promise<Sample>,
  uncounted = 1,
): Promise<Sample[][]> {
  const samples = all.map((): Sample[] => []);
  for (let turn = 0; turn < uncounted + runs; turn++) {
    for (const [index, each] of all.entries()) {
      const sample = await measure(each);
      if (turn >= uncounted) samples[index]?.push(sample);
    }
  }
  return samples;
}

/** The median of each field, all of which are numbers. */
export function medians<Sample extends object>(samples: readonly Sample[]): Sample {
  const fields = Object.keys(samples[0] ?? {}) as (keyof Sample)[];
  return Object.fromEntries(
    fields.map((field) => [field, median(samples.map((each) => each[field] as number))]),
  ) as unknown as Sample;
}
