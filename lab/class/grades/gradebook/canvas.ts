import { accountString, columnsOf, type ColumnOptions } from "../../roster";
import type { Grade } from "../grade";
import { csvText, faulty, type CsvFile } from "./csvFile";
import { notesOn, numberIn, scaled, writable, type Filled } from "./filled";

/** Canvas writes this below columns that can't be imported. */
const readOnly = /\(read only\)/i;

/**
 * Fills one column of a gradebook that Canvas exported. Every other cell stays, so that the import changes nothing else. A
 * student who is excused stays so.
 *
 * @param title header of the column, with or without its number: `Lab 7 (1234)`
 * @throws LabError when it isn't such an export, or hasn't exactly one such column
 */
export function fillCanvas(
  file: CsvFile,
  title: string,
  grades: readonly Grade[],
  options: ColumnOptions,
): Filled {
  const [header = [], ...rows] = file.rows;
  const names = header.map((cell) => cell.trim());
  const columns = columnsOf(names, options);
  if ("problems" in columns || columns.format !== "Canvas gradebook export") {
    throw faulty(
      `${file.name} isn't a gradebook that Canvas exported: expected the columns Student, ID, SIS Login ID and Section, got ${names.join(", ")}.`,
      "Export it in Canvas (Gradebook, Export entire gradebook), and give it unchanged.",
    );
  }
  const column = columnNamed(file, names, title, columns.find("Section")?.index ?? 0);
  const ofStudent = new Map(writable(grades).map((grade) => [grade.student, grade]));
  const known = new Set(grades.map(({ student }) => student));
  const skipped = (cells: readonly string[]) => {
    const trimmed = cells.map((cell) => cell.trim());
    return columns.skip((name) => trimmed[columns.find(name)?.index ?? -1] ?? "", trimmed);
  };
  const possible = rows.find((cells) => skipped(cells) === "Points Possible")?.[column];
  if (readOnly.test(possible ?? ""))
    throw faulty(
      `Canvas doesn't import the column "${names[column]}": it is read only.`,
      "Give the column of an assignment.",
    );
  const maximum = numberIn(possible);
  const written: string[] = [];
  const excused: string[] = [];
  const strangers: string[] = [];
  const filled = rows.map((cells, index) => {
    if (skipped(cells) !== undefined) return cells;
    const name = accountString((cells[columns.account.index] ?? "").trim());
    if ("problem" in name || !known.has(name.stack)) {
      strangers.push(`line ${index + 2}`);
      return cells;
    }
    const grade = ofStudent.get(name.stack);
    if (grade === undefined) return cells;
    written.push(grade.student);
    if (cells[column]?.trim().toUpperCase() === "EX") {
      excused.push(grade.student);
      return cells;
    }
    return withCell(cells, column, scaled(grade, maximum));
  });
  const [{ of: all } = { of: 0 }] = grades;
  return {
    text: csvText(
      file,
      [header, ...filled],
      (row, at) => row > 0 && at === columns.account.index && isAccount(filled[row - 1]?.[at]),
    ),
    written,
    notes: [
      ...(maximum !== undefined && maximum !== all
        ? [`${names[column]} has ${maximum} points possible: the rubric's ${all} are scaled to them`]
        : []),
      ...(excused.length > 0 ? [`excused (EX), and stays so: ${excused.join(", ")}`] : []),
      ...notesOn(file.name, grades, written, strangers),
    ],
  };
}

function isAccount(cell = ""): boolean {
  return !("problem" in accountString(cell.trim()));
}

/** Index of the assignment's column. Those up to the section, and totals, aren't assignments. */
function columnNamed(file: CsvFile, names: readonly string[], title: string, section: number): number {
  const assignments = names
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => index > section && /\(\d+\)$/.test(name));
  const exact = assignments.filter(({ name }) => name === title.trim());
  const found =
    exact.length > 0
      ? exact
      : assignments.filter(({ name }) => name.replace(/ \(\d+\)$/, "") === title.trim());
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.index;
  throw faulty(
    `${file.name} has ${found.length === 0 ? "no" : found.length} columns "${title}"; its assignments are ${assignments.map(({ name }) => `"${name}"`).join(", ") || "none"}.`,
    "Create the assignment in Canvas, export the gradebook again, and give its header to --column.",
  );
}

/** A row with one cell changed; a short row is filled up to it. */
export function withCell(cells: readonly string[], column: number, value: string): string[] {
  const filled = [...cells, ...Array.from({ length: Math.max(0, column + 1 - cells.length) }, () => "")];
  filled[column] = value;
  return filled;
}
