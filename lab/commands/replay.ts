import { Command, Option } from "commander";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface ReplayCommandOptions extends StackOptions {
  readonly mode?: "enforce" | "report";
}

/** `config-lab replay`: what the function does on an event, on this machine. */
export function replayCommand(): Command {
  const command = new Command("replay")
    .description("run the function on an event of AWS Config, on this machine: before, calls, after, report")
    .argument(
      "<event>",
      "file with the event, as AWS Config sent it or as config-lab logs --events prints it",
    )
    .addOption(
      new Option("--mode <mode>", "the function's mode (default: enforce, or the stack's)").choices([
        "enforce",
        "report",
      ]),
    );
  addStackOptions(command).addHelpText(
    "after",
    `
The group that the event describes is built on AWS of this machine, and nothing else is touched. The policy is the
handout's, for a group of any VPC; with --stack it is the stack's, and its scope too.

Examples:
  $ npx config-lab logs --events | tail -1 > event.json
  $ npx config-lab replay event.json
  $ npx config-lab replay event.json --mode report
  $ npx config-lab replay event.json --stack dev
`,
  );
  return command.action(async (event: string, options: ReplayCommandOptions) => {
    const { runReplay } = await import("../replay/runReplay");
    process.exitCode = await runReplay(event, options);
  });
}
