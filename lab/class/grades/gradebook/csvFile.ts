import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { exitCodes, hasCode, LabError } from "../../../failures";
import { decode, delimiterOf } from "../../roster";
import { withoutFormula } from "./formula";

/** A file of delimited text as it is, to be written again with some cells changed. */
export interface CsvFile {
  readonly name: string;
  /** Every line's cells, spaces included. The first line is the header. */
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly newline: string;
  /** Whether it begins with a byte order mark, by which spreadsheets recognise UTF-8. */
  readonly bom: boolean;
}

/** @throws LabError when there is no such file, or it isn't text */
export async function readCsvFile(path: string): Promise<CsvFile> {
  const name = basename(path);
  const bytes = await readFile(path).catch((error: unknown) => {
    if (!hasCode(error, "ENOENT", "EISDIR")) throw error;
    throw faulty(`There is no file ${path}.`, "Give the path of a CSV file.");
  });
  const text = decode(bytes);
  if (text === undefined)
    throw faulty(`${name} isn't text in UTF-8 or UTF-16.`, 'Save it in the spreadsheet as "CSV UTF-8".');
  const delimiter = delimiterOf(text);
  const rows = parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  if (rows.length === 0) throw faulty(`${name} is empty.`, "Give a file with a header.");
  const [newline = "\n"] = /\r\n|\n|\r/.exec(text) ?? [];
  // A byte order mark of UTF-8 or UTF-16; what is written is UTF-8.
  return { name, rows, delimiter, newline, bom: bytes[0] === 0xef || bytes[0] === 0xff };
}

/**
 * The file's text with other rows. A cell that a spreadsheet would run as a formula is made text.
 *
 * @param keep cells that the platform identifies students by, which stay as they are
 */
export function csvText(
  { delimiter, newline, bom }: Pick<CsvFile, "delimiter" | "newline" | "bom">,
  rows: readonly (readonly string[])[],
  keep: (row: number, column: number) => boolean = () => false,
): string {
  const safe = rows.map((cells, row) =>
    cells.map((cell, column) => (keep(row, column) ? cell : withoutFormula(cell))),
  );
  return stringify(safe, { delimiter, record_delimiter: newline, bom });
}

export function faulty(message: string, next: string): LabError {
  return new LabError(message, { code: "FaultyGradebook", exitCode: exitCodes.usage, next });
}
