import { Command, Option } from "commander";
import { parseDuration } from "./durationOption";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface LogsCommandOptions extends StackOptions {
  /** Milliseconds. */
  readonly since: number;
  readonly filter?: string;
  readonly follow?: boolean;
  readonly all?: boolean;
  readonly events?: boolean;
}

/** `config-lab logs`: the function's log in readable form. */
export function logsCommand(): Command {
  const command = new Command("logs")
    .description("Task 7: the function's log in readable form: time, level, message, permissions")
    .addOption(
      new Option("--since <time>", "how far to look back: 90s, 15m, 2h, 1d")
        .argParser(parseDuration)
        .default(3_600_000, "1h"),
    )
    .option(
      "-f, --filter <words>",
      "only lines that contain these words, or match a filter pattern of CloudWatch Logs",
    )
    .option("--follow", "print new lines as they arrive, until Ctrl-C")
    .option("-a, --all", "also Lambda's own lines: START, END, REPORT, and AWS Config's events")
    .option(
      "--events",
      "only AWS Config's events, one a line, for config-lab replay; the rule's debug must be true",
    );
  addStackOptions(command).addHelpText(
    "after",
    `
Examples:
  $ npx config-lab logs --filter 'revoking for'     the evidence that Task 7 asks for
  $ npx config-lab logs --filter '?revoking ?authorizing'
                                                    lines with one of the two words
  $ npx config-lab logs --filter '%for sg-[0-9a-f]+%'
                                                    lines that match a regular expression
  $ npx config-lab logs --since 15m --all           everything of the last 15 minutes
  $ npx config-lab logs --follow                    new lines as they arrive
  $ npx config-lab logs --events | tail -1          the last event of AWS Config
  $ npx config-lab logs --json | head -1            one JSON object a line
`,
  );
  return command.action(async (options: LogsCommandOptions) => {
    const { runLogs } = await import("../functionLog/runLogs");
    process.exitCode = await runLogs(options);
  });
}
