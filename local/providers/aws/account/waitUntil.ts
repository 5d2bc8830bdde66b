import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds. */
const limit = 120_000;
const longestPause = 2_000;

/**
 * Repeats a request, at growing intervals, until its result is true.
 * @param what for the error when that takes too long
 */
export async function waitUntil(what: string, isDone: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + limit;
  for (let pause = 100; !(await isDone()); pause = Math.min(pause * 2, longestPause)) {
    if (performance.now() > end) throw new Error(`timed out after ${limit / 1000} s waiting for ${what}`);
    await sleep(pause);
  }
}
