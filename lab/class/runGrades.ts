import { exitCodes, LabError } from "../failures";
import { tasks } from "../tasks";
import { Backend } from "./backend";
import {
  gradeOf,
  loadRubric,
  lookForGrades,
  observationOf,
  openGradeFile,
  readEvidence,
  type GradeFileOptions,
  type Observation,
} from "./grades";
import { loadClass, selectStudents, type ClassOptions } from "./labs";
import { lookAtClass } from "./look";
import { presentGrades } from "./presentGrades";
import { loadRoster, type Student } from "./roster";

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
  const gradeFile = await openGradeFile(options);
  const { name, students, observations } = await (options.from === undefined
    ? lookNow(path, options)
    : readSaved(path, options.from, options));
  const grades = students.map(({ stack }) => gradeOf(stack, rubric, observations));
  return presentGrades({ class: name, rubric, students, grades }, gradeFile, options);
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
    throw new LabError(`The files have evidence of several classes: ${names.join(", ")}.`, {
      code: "GradesUsage",
      exitCode: exitCodes.usage,
      next: "Give files of one class.",
    });
  return {
    name,
    students: selectStudents(students, options),
    observations: saved.flatMap(({ observations }) => observations),
  };
}
