import { Command } from "commander";
import { addStackOptions, type StackOptions } from "./stackOptions";

/** `config-lab findings`: what the function would change, by group. */
export function findingsCommand(): Command {
  const command = new Command("findings")
    .description("list what the function changes or, in mode report, would change, by group")
    .option("--csv", "print CSV: one line a permission");
  addStackOptions(command).addHelpText(
    "after",
    `
It compares the groups in the stack's scope, as they are now, with the stack's policy, and changes nothing.

Examples:
  $ npx config-lab findings                  before mode enforce: what would change
  $ npx config-lab findings --csv            for a spreadsheet
  $ npx config-lab findings --json           for a script
`,
  );
  return command.action(async (options: StackOptions & { csv?: boolean }, self: Command) => {
    if (options.csv && options.json) self.error("--csv and --json exclude each other: give one of the two.");
    const { runFindings } = await import("../groupFindings/runFindings");
    process.exitCode = await runFindings(options);
  });
}
