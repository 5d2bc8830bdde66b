import { setFlagsFromString } from "node:v8";

/** MiB of a semi-space, of which V8's young generation has three; the default of 16 suits servers. */
const semiSpace = "--max-semi-space-size=4";

/**
 * Makes this process and those that it starts collect garbage earlier. A rehearsal runs an engine, two providers,
 * functions and an AWS on a student's machine, and by default each takes up to twice the memory that it uses.
 */
export function limitMemory(): void {
  // V8 reads both whenever the heap is about to grow, so they take effect in a running process.
  setFlagsFromString("--optimize-for-size");
  setFlagsFromString("--semi-space-growth-factor=1");
  if (process.allowedNodeEnvironmentFlags.has("--max-semi-space-size")) {
    process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, semiSpace].filter(Boolean).join(" ");
  }
  // glibc keeps free memory per thread; moto server has many threads.
  process.env.MALLOC_ARENA_MAX ??= "2";
}
