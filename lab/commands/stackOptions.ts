import type { Command } from "commander";

/** Options of every command that works on a stack. */
export interface StackOptions {
  readonly stack?: string;
  readonly cwd?: string;
  readonly json?: boolean;
}

export function addStackOptions(command: Command): Command {
  return command
    .option("-s, --stack <name>", "the stack (default: the one that pulumi stack select selected)")
    .option("--cwd <folder>", "the folder with Pulumi.yaml (default: this clone)")
    .option("--json", "print the result as JSON");
}
