import { exitCodes, LabError } from "../../../failures";
import type { ColumnOptions, Student } from "../../roster";
import type { Grade } from "../grade";
import type { Rubric } from "../rubric";
import { fillCanvas } from "./canvas";
import { readCsvFile } from "./csvFile";
import type { Filled } from "./filled";
import { fillWorksheet, moodleGrades } from "./moodle";
import { plainGrades } from "./plainGrades";

/** Where the grades go; none of them: to standard output only. */
export interface GradeFileOptions {
  /** A gradebook that Canvas exported, with `column`. */
  readonly canvas?: string;
  readonly column?: string;
  readonly moodle?: boolean;
  /** A grading worksheet of a Moodle assignment. */
  readonly moodleWorksheet?: string;
  readonly csv?: boolean;
  /** @default the class's name and the format, in the current folder */
  readonly output?: string;
}

/** A grade file that is still to be filled. */
export interface GradeFile {
  /** Part of the file's name. */
  readonly format: "canvas" | "worksheet" | "moodle" | "grades";
  fill(rubric: Pick<Rubric, "title">, students: readonly Student[], grades: readonly Grade[]): Filled;
}

/**
 * What writes the grades; files that are given are read and checked before anything else.
 *
 * @returns undefined where no file is asked for
 * @throws LabError when a file isn't what its option expects
 */
export async function openGradeFile(
  options: GradeFileOptions & ColumnOptions,
): Promise<GradeFile | undefined> {
  const { canvas, column, moodle, moodleWorksheet, csv, accountColumn, emailColumn } = options;
  if (canvas !== undefined) {
    if (column === undefined)
      throw new LabError("--canvas needs the column to fill.", {
        code: "GradesUsage",
        exitCode: exitCodes.usage,
        next: 'Give its header: --column "Lab 7 (1234)"',
      });
    const file = await readCsvFile(canvas);
    const fill: GradeFile["fill"] = (_, __, grades) =>
      fillCanvas(file, column, grades, { accountColumn, emailColumn });
    fill({ title: "" }, [], []);
    return { format: "canvas", fill };
  }
  if (moodleWorksheet !== undefined) {
    const file = await readCsvFile(moodleWorksheet);
    fillWorksheet(file, [], []);
    return { format: "worksheet", fill: (_, students, grades) => fillWorksheet(file, students, grades) };
  }
  if (moodle)
    return {
      format: "moodle",
      fill: ({ title }, students, grades) => moodleGrades(title, students, grades),
    };
  return csv ? { format: "grades", fill: (_, __, grades) => plainGrades(grades) } : undefined;
}
