import { Command } from "commander";
import type { RunMergeOptions } from "../../class/runMerge";
import { addColumnOptions } from "./classOptions";
import { addGradeFileOptions } from "./gradeFileOptions";

/** `config-lab class merge`: one table, and one grade file, of the results of several machines. */
export function mergeCommand(): Command {
  const command = new Command("merge")
    .description(
      "one table of what up, down, status, verify or grades printed with --json on several machines, and one grade file",
    )
    .argument("<results...>", "the files, one for each shard");
  addGradeFileOptions(command).option(
    "--roster <file>",
    "of grades: the whole class's roster, by which a student whom no file has is noticed; needed with --moodle",
  );
  addColumnOptions(command)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
The exit code is the one that the command would have had for the whole class. Grade files are those of class grades.

Examples:
  $ npx config-lab class up ROSTER.csv --shard 1/3 --json > up-1.json       on the first machine
  $ npx config-lab class merge up-1.json up-2.json up-3.json
  $ npx config-lab class merge grades-1.json grades-2.json --canvas EXPORT.csv --column "Lab 7 (1234)"
  $ npx config-lab class merge grades-1.json grades-2.json --moodle --roster ROSTER.csv
`,
    );
  return command.action(async (paths: string[], options: RunMergeOptions) => {
    const { runMerge } = await import("../../class/runMerge");
    process.exitCode = await runMerge(paths, options);
  });
}
