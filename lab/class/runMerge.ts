import { exitCodes, LabError } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor } from "../output/table";
import { openGradeFile, type GradeFileOptions } from "./grades";
import { commandsOf, mergeGrades, mergeResults, readResults } from "./merge";
import { presentGrades } from "./presentGrades";
import { loadRoster, type RosterOptions } from "./roster";

export interface RunMergeOptions extends GradeFileOptions, RosterOptions {
  /** Path of the roster, for grades. @default none: the students are those of the results */
  readonly roster?: string;
  readonly json?: boolean;
}

/** Runs `config-lab class merge`. @returns the exit code that the command would have had for the whole class */
export async function runMerge(paths: readonly string[], options: RunMergeOptions): Promise<number> {
  if (options.moodle && options.roster === undefined)
    throw usage("--moodle needs the addresses, which results don't have.", "Add --roster ROSTER.csv.");
  const gradeFile = await openGradeFile(options);
  const roster =
    options.roster === undefined ? undefined : (await loadRoster(options.roster, options)).students;
  const results = await readResults(paths, roster);
  if (results.kind === "grades") {
    const merged = mergeGrades(results.shards, roster);
    return presentGrades({ ...merged, students: roster ?? [] }, gradeFile, options);
  }
  if (gradeFile !== undefined || roster !== undefined)
    throw usage(
      `A roster and a grade file are for what class grades printed; these are results of ${commandsOf[results.kind]}.`,
      "Give the files of class grades --json, or leave these options out.",
    );
  const merged = mergeResults(results);
  if (options.json) printJson(merged.json);
  else print(merged.lines(layoutFor(process.stdout)).join("\n"));
  return merged.ok ? exitCodes.ok : exitCodes.checkFailed;
}

function usage(message: string, next: string): LabError {
  return new LabError(message, { code: "MergeUsage", exitCode: exitCodes.usage, next });
}
