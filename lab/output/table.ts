import CliTable from "cli-table3";

/** A table as data: printed for people, or as it is with `--json`. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface TableLayout {
  /** Lines around the cells; without them columns are set apart by spaces, which tools such as awk read. */
  readonly lines: boolean;
  /** Columns available; wider tables wrap their widest cells. Absent: no limit. */
  readonly width?: number;
}

/** Layout for a stream: lines and wrapping on a terminal, plain and unwrapped in a file or pipe. */
export function layoutFor(stream: { isTTY?: boolean; columns?: number }): TableLayout {
  return stream.isTTY ? { lines: true, width: stream.columns } : { lines: false };
}

const plainCharacters = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** The table as text, without a line break at its end. A table without rows says so. */
export function renderTable(table: Table, layout: TableLayout): string {
  if (table.rows.length === 0) return `${table.title}: none`;
  const { head, rows } = layout.width === undefined ? table : wrapped(table, layout.width);
  const lines = new CliTable({
    head: [...head],
    ...(layout.lines
      ? { style: { head: [], border: [] } }
      : { style: { head: [], border: [], "padding-left": 0, "padding-right": 0 }, chars: plainCharacters }),
  });
  lines.push(...rows.map((row) => [...row]));
  const text = lines
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
  return `${table.title}\n${text}`;
}

/** A column isn't made narrower than this; rather is the table wider than the terminal. */
const narrowest = 12;

/** The table with line breaks in its cells, so that it fits; the widest column gives way first. */
function wrapped(table: Table, available: number): Pick<Table, "head" | "rows"> {
  const lengths = (cell: string): number[] => cell.split("\n").map((line) => line.length);
  const widths = table.head.map((title, column) =>
    Math.max(...[title, ...table.rows.map((row) => row[column] ?? "")].flatMap(lengths)),
  );
  // Each column has a line and two spaces beside its text, and a line closes the row.
  let excess = widths.reduce((sum, width) => sum + width + 3, 1) - available;
  for (; excess > 0; excess--) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  const wrapRow = (row: readonly string[]): string[] =>
    row.map((cell, column) => wrapText(cell, widths[column] ?? cell.length));
  return { head: wrapRow(table.head), rows: table.rows.map(wrapRow) };
}

/** Breaks lines between words; a word that is longer than a line (an ARN) is cut where the line ends. */
function wrapText(text: string, width: number): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    let current = "";
    for (const word of line
      .split(" ")
      .flatMap((one) => one.match(new RegExp(`.{1,${width}}`, "g")) ?? [""])) {
      if (current === "") current = word;
      else if (current.length + 1 + word.length <= width) current += ` ${word}`;
      else {
        lines.push(current);
        current = word;
      }
    }
    lines.push(current);
  }
  return lines.join("\n");
}
