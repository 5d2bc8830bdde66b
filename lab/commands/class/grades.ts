import { Command } from "commander";
import type { GradeFileOptions } from "../../class/grades";
import { addClassOptions, addGradingOptions, type ClassCommandOptions } from "./classOptions";
import { addGradeFileOptions } from "./gradeFileOptions";
import { perform } from "./perform";

interface GradesCommandOptions extends ClassCommandOptions, GradeFileOptions {
  readonly rubric?: string;
  readonly from?: string[];
}

/** `config-lab class grades`: points by a rubric, as a table and as the platform's file. */
export function gradesCommand(): Command {
  const command = new Command("grades").description(
    "grade the class by evidence in the accounts, or by saved evidence, and fill the platform's grade file",
  );
  addGradingOptions(addClassOptions(command), "instead of the accounts");
  addGradeFileOptions(command).addHelpText(
    "after",
    `
A criterion has its points if every check of its evidence is met, at any time that was looked at. Files that are given stay
as they are: the filled one is written to another file. A student whose lab can't be looked at has no grade, not zero points.

Examples:
  $ npx config-lab class grades ROSTER.csv
  $ npx config-lab class grades ROSTER.csv --canvas EXPORT.csv --column "Lab 7 (1234)"
  $ npx config-lab class grades ROSTER.csv --from evidence.json --moodle
`,
  );
  return command.action(async (roster: string, options: GradesCommandOptions) => {
    const { runGrades } = await import("../../class/runGrades");
    await perform("grades", roster, options, () => runGrades(roster, options));
  });
}
