import { Command, InvalidArgumentError, Option } from "commander";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface RestoreCommandOptions extends StackOptions {
  readonly group: string;
  readonly at?: Date;
  readonly last?: boolean;
  readonly yes?: boolean;
}

/** `config-lab restore`: gives a group back what the remediation took. */
export function restoreCommand(): Command {
  const command = new Command("restore")
    .description("give a group back what the function revoked, from AWS Config's history and the log")
    .requiredOption("-g, --group <id>", "the security group")
    .addOption(
      new Option("--at <time>", "what it had at this time, ISO 8601, and lacks now").argParser(parseTime),
    )
    .addOption(new Option("--last", "what the function revoked last (the default)").conflicts("at"))
    .option("-y, --yes", "don't ask");
  addStackOptions(command).addHelpText(
    "after",
    `
It shows what is missing, asks, and authorizes it. Descriptions of rules aren't restored. The function revokes again
what the stack's policy doesn't allow: the lines of allowedPermissions that keep it are printed.

Examples:
  $ npx config-lab restore --group sg-0a1b2c3d4e5f60718
  $ npx config-lab restore --group sg-0a1b2c3d4e5f60718 --at 2026-11-27T10:00:00Z
`,
  );
  return command.action(async (options: RestoreCommandOptions) => {
    const { runRestore } = await import("../restore/runRestore");
    process.exitCode = await runRestore(options);
  });
}

function parseTime(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError(`expected a time such as 2026-11-27T10:00:00Z, got "${text}"`);
}
