import { getBorderCharacters, table as format } from "table";

/** A table as data: printed for people, or as it is with `--json`. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface TableLayout {
  /** Lines around the cells; without them columns are separated by spaces, for tools such as awk. */
  readonly lines: boolean;
  /** Columns of the terminal; the widest cells of a wider table are wrapped. @default no limit */
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
  const { title, head, rows } = table;
  const indent = " ".repeat(layout.indent ?? 0);
  if (rows.length === 0) return `${indent}${title}: none`;
  // `table` rejects control characters other than line breaks.
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll(/(?!\n)\p{Cc}/gu, " ")));
  const text = layout.lines
    ? format(cells, {
        border: getBorderCharacters("norc"),
        columns: columnWidths(table, (layout.width ?? Infinity) - indent.length).map((width) => ({
          width,
          wrapWord: true,
        })),
      })
    : format(cells, {
        border: getBorderCharacters("void"),
        columnDefault: { paddingLeft: 0, paddingRight: 2 },
        drawHorizontalLine: () => false,
      });
  const lines = [title, ...text.trimEnd().split("\n")];
  return lines.map((line) => `${indent}${line}`.trimEnd()).join("\n");
}

/** No column is made narrower than this, so that seven fit on 80 columns; more columns may be wider than the terminal. */
const narrowest = 8;

/** The widths at which the table fits, the widest columns reduced first. */
function columnWidths({ head, rows }: Table, available: number): number[] {
  const widths = head.map((title, column) =>
    Math.max(
      ...[title, ...rows.map((row) => row[column] ?? "")]
        .flatMap((cell) => cell.split("\n"))
        .map((line) => line.length),
    ),
  );
  // Each column has a line and two spaces beside its text, and a line closes the row.
  let excess = widths.reduce((sum, width) => sum + width + 3, 1) - available;
  for (; excess > 0; excess--) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}
