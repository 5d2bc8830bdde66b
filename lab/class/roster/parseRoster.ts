import { accountString } from "./accountString";
import { columnsOf, type ColumnOptions, type Columns } from "./columns";
import { readCsv, type CsvRecord } from "./csv";
import { doubles } from "./doubles";
import { inOrder, type RosterFault } from "./fault";
import { readStudent } from "./readStudent";
import type { Roster, SkippedLine, Student } from "./student";

export interface RosterOptions extends ColumnOptions {
  /** What follows the @ of addresses, for a roster without addresses. @default none: then such a roster is refused */
  readonly domain?: string;
}

/** A roster, or every fault of it, by line and column. */
export type ParsedRoster = { readonly roster: Roster } | { readonly faults: readonly RosterFault[] };

/** Reads a roster; its format is recognised by its header. */
export function parseRoster(text: string, options: RosterOptions = {}): ParsedRoster {
  const { records, faults: unreadable } = readCsv(text);
  const [header, ...rest] = records;
  if (header === undefined) {
    const problem = "expected a header and a line for each student, got an empty file";
    return { faults: unreadable.length > 0 ? unreadable : [{ line: 1, problem }] };
  }
  const columns = columnsOf(header.cells, options);
  if ("problems" in columns) {
    const faults = columns.problems.map((problem) => ({ line: header.line, problem }));
    return { faults: inOrder([...faults, ...unreadable]) };
  }
  const { students, skipped, faults } = readRecords(rest, columns, options.domain);
  const all = [...unreadable, ...faults];
  if (students.length === 0 && all.length === 0) {
    all.push({ line: header.line, problem: "expected a line for each student, got none after the header" });
  }
  if (all.length > 0) return { faults: inOrder(all) };
  return { roster: { format: columns.format, students, skipped } };
}

function readRecords(records: readonly CsvRecord[], columns: Columns, domain: string | undefined) {
  const skipped: SkippedLine[] = [];
  const students: Student[] = [];
  const faults: RosterFault[] = [];
  const named = [];
  for (const record of records) {
    const cell = (header: string): string => record.cells[columns.find(header)?.index ?? -1] ?? "";
    const reason = columns.skip(cell, record.cells);
    if (reason !== undefined) {
      skipped.push({ line: record.line, reason });
      continue;
    }
    const read = readStudent(record, columns, domain);
    faults.push(...read.faults);
    if (read.student) students.push(read.student);
    // Also of a record with other faults, so that all are reported at once.
    const text = record.cells[columns.account.index] ?? "";
    const name = accountString(text);
    if (!("problem" in name)) named.push({ line: record.line, text, stack: name.stack });
  }
  return { students, skipped, faults: [...faults, ...doubles(named, columns.account)] };
}
