import type { Grade } from "../grade";
import { csvText } from "./csvFile";
import { notesOn, writable, type Filled } from "./filled";

/** A table of its own: a row for each student, a column for each criterion. */
export function plainGrades(grades: readonly Grade[]): Filled {
  const [first] = grades;
  const titles = first?.criteria.map(({ title, of }) => `${title} (${of})`) ?? [];
  const rows = grades.map(({ student, points, of, criteria, problem = "" }) => [
    student,
    problem === "" ? String(points) : "",
    String(of),
    ...criteria.map((one) => String(one.points)),
    problem,
  ]);
  const head = ["student", "points", "of", ...titles, "problem"];
  const written = writable(grades).map(({ student }) => student);
  return {
    text: csvText({ delimiter: ",", newline: "\n", bom: false }, [head, ...rows]),
    written,
    notes: notesOn("the file", grades, written, []),
  };
}
