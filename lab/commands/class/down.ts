import { Command } from "commander";
import { addClassOptions, parallelNumber, type ClassCommandOptions } from "./classOptions";

interface DownCommandOptions extends ClassCommandOptions {
  readonly parallel?: number;
  readonly yes?: boolean;
  readonly unlock?: boolean;
}

/** `config-lab class down`: destroys the class's stacks, and lists what is left. */
export function downCommand(): Command {
  const command = new Command("down").description(
    "destroy the class's stacks, after showing them and asking for the class's name; list what is left",
  );
  addClassOptions(command)
    .option("--parallel <number>", "stacks at a time (default: the machine's cores)", parallelNumber)
    .option("--yes", "don't ask for the class's name")
    .option("--unlock", "lift the locks that killed runs left; no other run may be at work")
    .addHelpText(
      "after",
      `
Only what the class's own stacks hold is destroyed, and a failure stops no other stack. Leftovers with the class's tag
are listed, not deleted.

Examples:
  $ npx config-lab class down ROSTER.csv
  $ npx config-lab class down ROSTER.csv --yes --json
`,
    );
  return command.action(async (roster: string, options: DownCommandOptions) => {
    const { runDown } = await import("../../class/runDown");
    process.exitCode = await runDown(roster, options);
  });
}
