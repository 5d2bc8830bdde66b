import { setTimeout as sleep } from "node:timers/promises";
import type { Seen } from "./step";

/** Milliseconds between two looks, and until the last one. */
const interval = 250;
const limit = 30_000;

/**
 * Looks again and again until every check is met, since AWS Config works behind one's back. When the time is over, the
 * last look is what was seen.
 */
export async function eventually<Look extends Seen>(
  signal: AbortSignal,
  look: () => Promise<Look>,
): Promise<Look> {
  const deadline = Date.now() + limit;
  for (;;) {
    const seen = await look();
    signal.throwIfAborted();
    const met = seen.checks.length > 0 && seen.checks.every((check) => check.ok);
    if (met || Date.now() > deadline) return seen;
    await sleep(interval, undefined, { signal });
  }
}
