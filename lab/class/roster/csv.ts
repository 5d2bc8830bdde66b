import { CsvError, parse, type Options } from "csv-parse/sync";
import type { RosterFault } from "./fault";

/** A line of the file, or several if a quoted cell has line breaks. */
export interface CsvRecord {
  /** Of its first line in the file, from 1. */
  readonly line: number;
  /** Without spaces around them. */
  readonly cells: readonly string[];
}

export interface Csv {
  /** Records with a cell that isn't empty. */
  readonly records: readonly CsvRecord[];
  /** At most one: after a quotation mark that isn't closed nothing more can be read. */
  readonly faults: readonly RosterFault[];
}

/** Comma, semicolon (spreadsheets in many locales) and tab. */
const delimiters = [",", ";", "\t"] as const;

/** Reads delimited text; the delimiter is the one that the first line has most of. */
export function readCsv(text: string): Csv {
  const records: CsvRecord[] = [];
  const options: Options = {
    bom: true,
    delimiter: delimiterOf(text),
    // A line with too few or too many cells is a fault of its own, with its line.
    relax_column_count: true,
    // A quotation mark inside a cell that isn't quoted is part of the cell: Robert "Bob" Smith.
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    on_record: (cells: string[], { lines }) => {
      if (cells.some((cell) => cell.trim() !== ""))
        // The parser counts the lines up to the record's end.
        records.push({ line: lines - lineBreaksIn(cells), cells: cells.map((cell) => cell.trim()) });
      return null;
    },
  };
  try {
    parse(text, options);
    return { records, faults: [] };
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== "CSV_QUOTE_NOT_CLOSED") throw error;
    const problem = "a quotation mark on this line or later isn't closed; nothing after it can be read";
    return { records, faults: [{ line: firstUnread(records), problem }] };
  }
}

/** The line after the last record that was read whole. */
function firstUnread(records: readonly CsvRecord[]): number {
  const last = records.at(-1);
  return last === undefined ? 1 : last.line + lineBreaksIn(last.cells) + 1;
}

/** The delimiter that the first line has most of. */
export function delimiterOf(text: string): string {
  const [first = ""] = text.replace(/^\uFEFF?\s*/, "").split(/\r\n|\n|\r/, 1);
  const unquoted = first.replace(/"(?:[^"]|"")*"/g, "");
  const count = (delimiter: string): number => unquoted.split(delimiter).length;
  return delimiters.reduce((best, one) => (count(one) > count(best) ? one : best));
}

function lineBreaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}
