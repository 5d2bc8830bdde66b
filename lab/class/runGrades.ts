import { writeFile } from "node:fs/promises";
import { exitCodes, LabError } from "../failures";
import { print, printJson, progress as say } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import { tasks } from "../tasks";
import { Backend } from "./backend";
import {
  criterionLines,
  fillCanvas,
  fillWorksheet,
  gradeOf,
  gradeTable,
  loadRubric,
  lookForGrades,
  lostLines,
  moodleGrades,
  observationOf,
  plainGrades,
  readCsvFile,
  readEvidence,
  type Filled,
  type Grade,
  type Observation,
  type Rubric,
} from "./grades";
import { loadClass, selectStudents, type ClassOptions } from "./labs";
import { lookAtClass } from "./look";
import { loadRoster, type Student } from "./roster";

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

export interface RunGradesOptions extends ClassOptions, GradeFileOptions {
  /** @default the handout's */
  readonly rubric?: string;
  /** Files of `config-lab class verify --save`. @default none: the accounts are looked at now */
  readonly from?: readonly string[];
  readonly json?: boolean;
}

/** Runs `config-lab class grades`. @returns the exit code: 1 when a student has no grade, or it wasn't written */
export async function runGrades(path: string, options: RunGradesOptions): Promise<number> {
  const rubric = await loadRubric(options.rubric);
  const writeGrades = await gradeFile(options);
  const { name, students, observations } = await (options.from === undefined
    ? lookNow(path, options)
    : readSaved(path, options.from, options));
  const grades = students.map(({ stack }) => gradeOf(stack, rubric, observations));
  const filled = writeGrades?.fill(rubric, students, grades);
  const output = options.output ?? `${name}-${writeGrades?.format}.csv`;
  if (filled !== undefined) await writeFile(output, filled.text);
  if (options.json) printJson({ class: name, rubric: rubric.title, grades });
  else print(report(name, rubric, grades));
  if (filled !== undefined)
    say(`${output} has the grades of ${filled.written.length} of ${grades.length} students.`);
  for (const note of filled?.notes ?? []) say(`Note: ${note}`);
  const complete = grades.every(({ problem }) => problem === undefined);
  const allWritten = filled === undefined || filled.written.length === grades.length;
  return complete && allWritten ? exitCodes.ok : exitCodes.checkFailed;
}

interface Seen {
  readonly name: string;
  readonly students: readonly Student[];
  readonly observations: readonly Observation[];
}

async function lookNow(path: string, options: RunGradesOptions): Promise<Seen> {
  const labClass = await loadClass(path, options);
  const looks = await lookAtClass(labClass, await Backend.open(), {
    tasks: tasks.map(({ number }) => number),
    beside: lookForGrades,
  });
  const now = new Date();
  return {
    name: labClass.name,
    students: labClass.selected.map(({ student }) => student),
    observations: looks.map((one) => observationOf(one, now)),
  };
}

/** Needs neither accounts nor Pulumi. */
async function readSaved(path: string, files: readonly string[], options: RunGradesOptions): Promise<Seen> {
  const { students } = await loadRoster(path, options);
  const saved = await Promise.all(files.map(readEvidence));
  const names = [...new Set(saved.map((one) => one.class))];
  const [name = "", ...others] = names;
  if (others.length > 0)
    throw usage(
      `The files have evidence of several classes: ${names.join(", ")}.`,
      "Give files of one class.",
    );
  return {
    name,
    students: selectStudents(students, options),
    observations: saved.flatMap(({ observations }) => observations),
  };
}

/** What writes the grades; files that are given are read and checked before anything else. */
async function gradeFile({
  canvas,
  column,
  moodle,
  moodleWorksheet,
  csv,
  accountColumn,
  emailColumn,
}: RunGradesOptions) {
  type Fill = (rubric: Rubric, students: readonly Student[], grades: readonly Grade[]) => Filled;
  const writing = (format: string, fill: Fill) => ({ format, fill });
  if (canvas !== undefined) {
    if (column === undefined)
      throw usage("--canvas needs the column to fill.", 'Give its header: --column "Lab 7 (1234)"');
    const file = await readCsvFile(canvas);
    const fill: Fill = (_, __, grades) => fillCanvas(file, column, grades, { accountColumn, emailColumn });
    fill({ title: "", criteria: [] }, [], []);
    return writing("canvas", fill);
  }
  if (moodleWorksheet !== undefined) {
    const file = await readCsvFile(moodleWorksheet);
    fillWorksheet(file, [], []);
    return writing("worksheet", (_, students, grades) => fillWorksheet(file, students, grades));
  }
  if (moodle)
    return writing("moodle", ({ title }, students, grades) => moodleGrades(title, students, grades));
  if (csv) return writing("grades", (_, __, grades) => plainGrades(grades));
  return undefined;
}

function report(name: string, rubric: Rubric, grades: readonly Grade[]): string {
  const lost = lostLines(grades);
  return [
    renderTable(gradeTable(name, rubric, grades), layoutFor(process.stdout)),
    "",
    ...criterionLines(rubric),
    ...(lost.length > 0 ? ["", ...lost] : []),
  ].join("\n");
}

function usage(message: string, next: string): LabError {
  return new LabError(message, { code: "GradesUsage", exitCode: exitCodes.usage, next });
}
