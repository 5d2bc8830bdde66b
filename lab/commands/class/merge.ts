import { Command } from "commander";

/** `config-lab class merge`: one table of the results of several machines. */
export function mergeCommand(): Command {
  return new Command("merge")
    .description("one table of what up, down, status or verify printed with --json on several machines")
    .argument("<results...>", "the files, one for each shard")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
The exit code is the one that the command would have had for the whole class.

Examples:
  $ npx config-lab class up ROSTER.csv --shard 1/3 --json > up-1.json       on the first machine
  $ npx config-lab class merge up-1.json up-2.json up-3.json
`,
    )
    .action(async (paths: string[], options: { json?: boolean }) => {
      const { runMerge } = await import("../../class/runMerge");
      process.exitCode = await runMerge(paths, options);
    });
}
