import * as pulumi from "@pulumi/pulumi";

/**
 * Runs the program so that whatever ends it is reported within seconds, as a message.
 *
 * Pulumi passes an error that leaves the program to Node's `util.inspect` with colours. On a stack frame whose path ends in
 * `node_modules/@pulumi/resource.ts` or the like, that takes Node 20 and 22 some 15 seconds of CPU and gigabytes of memory
 * (a regular expression that backtracks). So the frames of packages are removed from every such error, also from those
 * that nobody awaits (a failed registration, an exception inside `apply`).
 */
export function withReadableErrors<Outputs>(program: () => Promise<Outputs>): () => Promise<Outputs> {
  return async () => {
    watchUnhandled();
    try {
      return await program();
    } catch (error) {
      throw readable(error);
    }
  };
}

/**
 * The same error without the frames of packages, and so its causes, the errors of an AggregateError, and any other error among
 * its properties, which are printed with it; without any stack if it is meant for the user.
 */
export function readable(error: unknown): unknown {
  removeFrames(error, new Set());
  return error;
}

function removeFrames(value: unknown, seen: Set<unknown>): void {
  // A cause may lead back to its error.
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (Array.isArray(value)) for (const element of value) removeFrames(element, seen);
  if (!(value instanceof Error)) return;
  if (value.stack !== undefined) value.stack = withoutPackages(value);
  for (const name of Object.getOwnPropertyNames(value)) removeFrames(value[name as keyof Error], seen);
}

function withoutPackages(error: Error): string | undefined {
  const lines = (error.stack ?? "").split("\n");
  if (pulumi.RunError.isInstance(error)) return undefined;
  // Only frames: the message, which the stack begins with, may name a file of a package.
  return lines.filter((line) => !/^\s+at .*node_modules/.test(line)).join("\n");
}

let watching = false;

/** Once per process, which may run the program for many stacks. */
function watchUnhandled(): void {
  if (watching) return;
  watching = true;
  // Before Pulumi's own listeners, which print the error.
  process.prependListener("unhandledRejection", readable);
  process.prependListener("uncaughtException", readable);
}
