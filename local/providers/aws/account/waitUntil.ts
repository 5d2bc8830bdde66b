import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again until the answer is yes.
 * @param what what is waited for, for the error when it never comes
 * @param limit in milliseconds
 */
export async function until(what: string, isDone: () => Promise<boolean>, limit = 120_000): Promise<void> {
  const end = Date.now() + limit;
  for (let pause = 100; !(await isDone()); pause = Math.min(pause * 2, 2_000)) {
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s in vain for ${what}`);
    await sleep(pause);
  }
}
