import { exitCodes } from "./exitCodes";

/**
 * Ends this process when its output can't be written any more. 'exit' handlers clean up.
 *
 * Where the reader went away (`config-lab logs | head -1`) that is quiet: exit code 141 if there was work left, as a
 * program gives that SIGPIPE ends, else the command's own. A full disk is reported, with exit code 74.
 *
 * @returns what the command calls when its work is done and only the rest of its output is to be written
 */
export function watchOutput(): { workIsDone(): void } {
  let done = false;
  const lost = (name: string) => (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      const reason = error.code === "ENOSPC" ? "the disk is full (ENOSPC)" : error.message;
      process.stderr.write(`config-lab: Standard ${name} can't be written: ${reason}.\n`);
      process.exit(exitCodes.outputLost);
    }
    // A command that printed its last line is about to say so.
    setImmediate(() => {
      if (!done) process.exit(exitCodes.unread);
    });
  };
  process.stdout.on("error", lost("output"));
  // There is no other place to report it.
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    if (!done) process.exit(error.code === "EPIPE" ? exitCodes.unread : exitCodes.outputLost);
  });
  return {
    workIsDone: () => {
      done = true;
    },
  };
}
