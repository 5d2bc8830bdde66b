import { Command } from "commander";
import { addStackOptions, type StackOptions } from "./stackOptions";

interface ReportCommandOptions extends StackOptions {
  readonly output?: string;
}

/** `config-lab report`: one page about a lab, in one file. */
export function reportCommand(): Command {
  const command = new Command("report")
    .description(
      "write one HTML page about the stack: what was built, the incidents with their times, the tasks",
    )
    .option("-o, --output <file>", "the page's file (default: lab-report.html)");
  addStackOptions(command).addHelpText(
    "after",
    `
The page is one file that loads nothing. Mail addresses are shortened to their domain. It changes nothing on AWS.

Examples:
  $ npx config-lab report                    writes lab-report.html, and prints its address
  $ npx config-lab report --json             the same as data
`,
  );
  return command.action(async (options: ReportCommandOptions) => {
    const { runReport } = await import("../report");
    process.exitCode = await runReport(options);
  });
}
