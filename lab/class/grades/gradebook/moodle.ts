import { accountString, type Student } from "../../roster";
import type { Grade } from "../grade";
import { withCell } from "./canvas";
import { csvText, faulty, type CsvFile } from "./csvFile";
import { feedbackOf, notesOn, numberIn, scaled, writable, type Filled } from "./filled";

const plain = { delimiter: ",", newline: "\n", bom: false };

/** A file for Moodle's grade import, which maps the address to the user. */
export function moodleGrades(title: string, students: readonly Student[], grades: readonly Grade[]): Filled {
  const emails = new Map(students.map(({ stack, email }) => [stack, email]));
  const rows = writable(grades).map((grade) => [
    emails.get(grade.student) ?? "",
    scaled(grade, undefined),
    feedbackOf(grade),
  ]);
  const written = writable(grades).map(({ student }) => student);
  return {
    text: csvText(plain, [["Email address", title, "Feedback"], ...rows]),
    written,
    notes: notesOn("the file", grades, written, []),
  };
}

/**
 * Fills the offline grading worksheet that Moodle's assignment offers. Its other cells stay, by which Moodle recognises
 * students and finds out whether a grade was changed meanwhile.
 *
 * @throws LabError when it isn't such a worksheet
 */
export function fillWorksheet(file: CsvFile, students: readonly Student[], grades: readonly Grade[]): Filled {
  const [header = [], ...rows] = file.rows;
  const names = header.map((cell) => cell.trim());
  const columnOf = (name: string): number => names.indexOf(name);
  const [grade, feedback, most, locked] = [
    "Grade",
    "Feedback comments",
    "Maximum grade",
    "Grade can be changed",
  ].map(columnOf) as [number, number, number, number];
  const lacking = ["Identifier", "Grade", "Last modified (grade)"].filter((name) => columnOf(name) < 0);
  const identity = ["Email address", "Username"].map(columnOf).filter((index) => index >= 0);
  if (lacking.length > 0 || identity.length === 0) {
    throw faulty(
      `${file.name} isn't Moodle's grading worksheet: expected the columns Identifier, Email address, Grade and Last modified (grade), got ${names.join(", ")}.`,
      "Download it in the assignment (Download grading worksheet), in English, with participants identified.",
    );
  }
  const stacks = new Map(students.map(({ email, stack }) => [email.toLowerCase(), stack]));
  const ofStudent = new Map(writable(grades).map((one) => [one.student, one]));
  const known = new Set(grades.map(({ student }) => student));
  const written: string[] = [];
  const unchangeable: string[] = [];
  const strangers: string[] = [];
  const filled = rows.map((cells, index) => {
    const stack = stackIn(
      identity.map((at) => (cells[at] ?? "").trim()),
      stacks,
      known,
    );
    if (stack === undefined) strangers.push(`line ${index + 2}`);
    const own = ofStudent.get(stack ?? "");
    if (own === undefined) return cells;
    written.push(own.student);
    if (cells[locked]?.trim() === "No") {
      unchangeable.push(own.student);
      return cells;
    }
    const graded = withCell(cells, grade, scaled(own, numberIn(cells[most])));
    return feedback < 0 ? graded : withCell(graded, feedback, feedbackOf(own));
  });
  return {
    text: csvText(file, [header, ...filled], (_, column) => column === columnOf("Identifier")),
    written,
    notes: [
      ...(unchangeable.length > 0
        ? [`Moodle doesn't let the grade be changed, and it stays: ${unchangeable.join(", ")}`]
        : []),
      ...notesOn(file.name, grades, written, strangers),
    ],
  };
}

/** By the address that the roster has; else by what stands before the @. */
function stackIn(
  cells: readonly string[],
  stacks: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): string | undefined {
  for (const cell of cells) {
    const byAddress = stacks.get(cell.toLowerCase());
    if (byAddress !== undefined && known.has(byAddress)) return byAddress;
    const name = accountString(cell);
    if (!("problem" in name) && known.has(name.stack)) return name.stack;
  }
  return undefined;
}
