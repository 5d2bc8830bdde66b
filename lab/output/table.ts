import { getBorderCharacters, table as format } from "table";
import { asBlocks, fittedCells } from "./fitTable";

/** A table as data: printed for people, or as it is with `--json`. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface TableLayout {
  /** Lines around the cells; without them columns are separated by spaces, for tools such as awk. */
  readonly lines: boolean;
  /** Columns of the terminal; a wider table is wrapped, has its ids shortened, or becomes a list. @default no limit */
  readonly width?: number;
  /** Spaces before each line. @default 0 */
  readonly indent?: number;
}

/** Layout for a stream: lines and wrapping on a terminal, plain and unwrapped in a file or pipe. */
export function layoutFor(stream: { isTTY?: boolean; columns?: number }, indent = 0): TableLayout {
  return stream.isTTY ? { lines: true, width: stream.columns, indent } : { lines: false, indent };
}

/** The table as text, without a line break at its end. A table without rows is its title and "none". */
export function renderTable(table: Table, layout: TableLayout): string {
  const indent = " ".repeat(layout.indent ?? 0);
  if (table.rows.length === 0) return `${indent}${table.title}: none`;
  const printable = withoutControls(table);
  const lines = layout.lines
    ? framed(printable, (layout.width ?? Infinity) - indent.length)
    : plain(printable);
  return [table.title, ...lines].map((line) => `${indent}${line}`.trimEnd()).join("\n");
}

/** `table` rejects control characters other than line breaks. */
function withoutControls({ title, head, rows }: Table): Table {
  const clean = (row: readonly string[]) => row.map((cell) => cell.replaceAll(/(?!\n)\p{Cc}/gu, " "));
  return { title, head: clean(head), rows: rows.map(clean) };
}

function plain({ head, rows }: Table): string[] {
  const text = format([[...head], ...rows.map((row) => [...row])], {
    border: getBorderCharacters("void"),
    columnDefault: { paddingLeft: 0, paddingRight: 2 },
    drawHorizontalLine: () => false,
  });
  return text.trimEnd().split("\n");
}

function framed(table: Table, width: number): string[] {
  const cells = fittedCells(table, width);
  if (cells === undefined) return asBlocks(table, width);
  // Where each row is a line of its own, lines between them are only noise.
  const single = cells.slice(1).every((row) => row.every((cell) => !cell.includes("\n")));
  const text = format(cells, {
    border: getBorderCharacters("norc"),
    drawHorizontalLine: (line, rows) => line <= 1 || line === rows || !single,
  });
  return text.trimEnd().split("\n");
}
