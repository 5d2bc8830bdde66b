import { inspect } from "node:util";

/** Long enough for a machine that is busy with other work; a condition that never holds still fails. Milliseconds. */
const limit = 90_000;
const pollEvery = 10;

// Kept from before any test replaces the timers by fake ones.
const { setTimeout } = globalThis;

/**
 * Looks again and again until the value returned is acceptable, and returns it. The one way to wait in a test: an
 * assertion on elapsed time, or a sleep of fixed length, fails on a busy machine.
 *
 * @param what the awaited condition, for the error: "timed out after 90 s waiting for <what>; last seen: <value>"
 * @param look what it throws is passed on at once
 * @param accept whether the value ends the waiting. @default it is truthy
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  accept: (value: Awaited<T>) => boolean = Boolean,
): Promise<NonNullable<Awaited<T>>> {
  const start = performance.now();
  for (;;) {
    const value = await look();
    if (accept(value)) return value as NonNullable<typeof value>;
    if (performance.now() - start > limit) {
      throw new Error(
        `timed out after ${limit / 1000} s waiting for ${what}; last seen: ${inspect(value, { depth: 5 })}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pollEvery));
  }
}
