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

/** The same error without the frames of packages; without any stack if it is meant for the user. */
export function readable(error: unknown): unknown {
  if (!(error instanceof Error) || error.stack === undefined) return error;
  const frames = error.stack.split("\n").filter((line) => !line.includes("node_modules"));
  error.stack = pulumi.RunError.isInstance(error) ? undefined : frames.join("\n");
  readable(error.cause);
  return error;
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
