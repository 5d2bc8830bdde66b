import { Command } from "commander";
import { addPlanOptions, parallelNumber, planOptions, type PlanCommandOptions } from "./classOptions";
import { perform } from "./perform";

interface UpCommandOptions extends PlanCommandOptions {
  readonly parallel?: number;
  readonly unlock?: boolean;
  readonly again?: boolean;
}

/** `config-lab class up`: brings every student's lab up, or what is missing of it. */
export function upCommand(): Command {
  const command = new Command("up").description(
    "bring every student's lab up; run again, it does what is missing",
  );
  addPlanOptions(command)
    .option("--parallel <number>", "students at a time (default: the machine's cores)", parallelNumber)
    .option("--again", "also students whose lab is up and hasn't changed since")
    .option("--unlock", "lift the locks that killed runs left; no other run may be at work")
    .addHelpText(
      "after",
      `
A process for each student: the failure of one stops no other. Options are kept for later runs of the class.
Ctrl-C: no other student is started, and those in work are finished. Ctrl-C again: they are cancelled.

Examples:
  $ npx config-lab class up ROSTER.csv
  $ npx config-lab class up ROSTER.csv --only stuabc,studef
  $ npx config-lab class up ROSTER.csv --stage remediated      the next stage, for all
`,
    );
  return command.action(async (roster: string, { parallel, unlock, again, ...options }: UpCommandOptions) => {
    const { namespaced } = await import("../../class/plan");
    const { runUp } = await import("../../class/runUp");
    await perform("up", roster, options, () =>
      runUp(roster, { ...planOptions(options, namespaced), parallel, unlock, again }),
    );
  });
}
