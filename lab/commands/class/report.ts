import { Command } from "commander";
import { addClassOptions, addGradingOptions, type ClassCommandOptions } from "./classOptions";

interface ReportCommandOptions extends ClassCommandOptions {
  readonly output?: string;
  readonly rubric?: string;
  readonly from?: string[];
}

/** `config-lab class report`: one page about everybody. */
export function classReportCommand(): Command {
  const command = new Command("report").description(
    "write one HTML page about the class: everybody's tasks, points and latest incident, and what to look at first",
  );
  addGradingOptions(addClassOptions(command), "which counts beside what the accounts have now")
    .option("-o, --output <file>", "file of the page (default: class-report.html)")
    .addHelpText(
      "after",
      `
The page works from a file, without a network. It has no mail addresses.

Examples:
  $ npx config-lab class report ROSTER.csv
  $ npx config-lab class report ROSTER.csv --output class.html --only stuabc
  $ npx config-lab class report ROSTER.csv --from evidence.json
`,
    );
  return command.action(async (roster: string, options: ReportCommandOptions) => {
    const { runClassReport } = await import("../../class/runClassReport");
    process.exitCode = await runClassReport(roster, options);
  });
}
