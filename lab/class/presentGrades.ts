import { writeFile } from "node:fs/promises";
import { exitCodes } from "../failures";
import { print, printJson, progress as say } from "../output/print";
import { layoutFor } from "../output/table";
import { gradeLines, type Grade, type GradeFile, type Rubric } from "./grades";
import type { Student } from "./roster";

/** The grades of a class, or of a shard of it. */
export interface ClassGrades {
  /** The class's name. */
  readonly class: string;
  readonly rubric: Rubric;
  /** Of the roster; empty where there is none. */
  readonly students: readonly Student[];
  readonly grades: readonly Grade[];
}

export interface PresentGradesOptions {
  /** Where the grade file is written. @default the class's name and the format, in the current folder */
  readonly output?: string;
  readonly json?: boolean;
}

/** Prints grades, and writes the grade file. @returns the exit code: 1 when a student has no grade, or it wasn't written */
export async function presentGrades(
  { class: name, rubric, students, grades }: ClassGrades,
  gradeFile: GradeFile | undefined,
  options: PresentGradesOptions,
): Promise<number> {
  const filled = gradeFile?.fill(rubric, students, grades);
  const output = options.output ?? `${name}-${gradeFile?.format}.csv`;
  if (filled !== undefined) await writeFile(output, filled.text);
  if (options.json) printJson({ class: name, rubric: rubric.title, grades });
  else print(gradeLines(name, rubric, grades, layoutFor(process.stdout)).join("\n"));
  if (filled !== undefined)
    say(`${output} has the grades of ${filled.written.length} of ${grades.length} students.`);
  for (const note of filled?.notes ?? []) say(`Note: ${note}`);
  const complete = grades.every(({ problem }) => problem === undefined);
  const allWritten = filled === undefined || filled.written.length === grades.length;
  return complete && allWritten ? exitCodes.ok : exitCodes.checkFailed;
}
