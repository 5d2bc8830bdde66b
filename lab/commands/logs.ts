import { Command, Option } from "commander";
import { parseDuration } from "../output/duration";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface LogsCommandOptions extends StackOptions {
  /** Milliseconds. */
  readonly since: number;
  readonly filter?: string;
  readonly follow?: boolean;
  readonly all?: boolean;
}

/** `config-lab logs`: the function's log, readable. */
export function logsCommand(): Command {
  const command = new Command("logs")
    .description("Task 7: what the function logged, readable: time, level, message, permissions")
    .addOption(
      new Option("--since <time>", "how far to look back: 90s, 15m, 2h, 1d")
        .argParser(parseDuration)
        .default(3_600_000, "1h"),
    )
    .option("-f, --filter <words>", "only lines with these words, or a filter pattern of CloudWatch Logs")
    .option("--follow", "go on with new lines until Ctrl-C")
    .option("-a, --all", "also Lambda's own lines: START, END, REPORT");
  addStackOptions(command).addHelpText(
    "after",
    `
Examples:
  $ npx config-lab logs --filter 'revoking for'     the evidence that Task 7 asks for
  $ npx config-lab logs --since 15m --all           everything of the last quarter of an hour
  $ npx config-lab logs --follow                    watch it at work
  $ npx config-lab logs --json | head -1            one JSON object a line
`,
  );
  return command.action(async (options: LogsCommandOptions) => {
    const { runLogs } = await import("../functionLog/run");
    process.exitCode = await runLogs(options);
  });
}
