import { setTimeout as sleep } from "node:timers/promises";
import { allMet, type Findings } from "../findings";
import { examine, tasks } from "../tasks";
import type { Rehearsal } from "./step";

/** Milliseconds between two looks, and until the last one. */
const interval = 250;
const limit = 30_000;

/**
 * Repeats a look until every check is met, since AWS Config works asynchronously.
 *
 * @returns the last look; after the time limit one with checks that aren't met
 */
export async function eventually<Look extends Findings>(
  signal: AbortSignal,
  look: () => Promise<Look>,
): Promise<Look> {
  const deadline = Date.now() + limit;
  for (;;) {
    const findings = await look();
    signal.throwIfAborted();
    if (allMet(findings) || Date.now() > deadline) return findings;
    await sleep(interval, undefined, { signal });
  }
}

/** Examines a task of the handout until it is done. @param number as in the handout */
export async function eventuallyDone(
  { stack, clients, signal }: Rehearsal,
  number: number,
): Promise<Findings> {
  const task = tasks.find((each) => each.number === number);
  if (task === undefined) throw new RangeError(`expected the number of a task, got ${number}`);
  return eventually(signal, () => examine(task, stack.outputs, clients));
}
