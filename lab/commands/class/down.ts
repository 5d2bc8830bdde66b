import { Command } from "commander";
import { addClassOptions, parallelNumber, type ClassCommandOptions } from "./classOptions";
import { perform } from "./perform";

interface DownCommandOptions extends ClassCommandOptions {
  readonly parallel?: number;
  readonly yes?: boolean;
  readonly expired?: boolean;
  readonly also?: boolean;
  readonly unlock?: boolean;
}

/** `config-lab class down`: destroys the class's stacks, and lists what is left. */
export function downCommand(): Command {
  const command = new Command("down").description(
    "destroy the class's stacks, after showing them and asking for the class's name; list what is left",
  );
  addClassOptions(command, "[roster]")
    .option("--parallel <number>", "stacks at a time (default: the machine's cores)", parallelNumber)
    .option("--yes", "don't ask for the class's name")
    .option(
      "--expired",
      "stacks whose tag Expires is in the past, of every class or, with a roster, of that one",
    )
    .option("--also", "delete what students made by hand, too: recorder, channel, bucket and rule")
    .option("--unlock", "lift the locks that killed runs left; no other run may be at work")
    .addHelpText(
      "after",
      `
Only what the class's own stacks hold is destroyed, and a failure stops no other stack. Leftovers with the class's tag
are listed, not deleted.

Examples:
  $ npx config-lab class down ROSTER.csv
  $ npx config-lab class down ROSTER.csv --yes --json
  $ npx config-lab class down --expired                  forgotten classes, of whatever roster
`,
    );
  return command.action(async (roster: string | undefined, options: DownCommandOptions) => {
    if (roster === undefined && options.expired !== true)
      command.error("error: give the roster, or --expired for every class that has expired.");
    const { runDown } = await import("../../class/runDown");
    await perform("down", roster ?? "", options, () => runDown(roster, options));
  });
}
