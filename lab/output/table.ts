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
  const lines = new CliTable({
    head: [...table.head],
    style: layout.lines
      ? { head: [], border: [] }
      : { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    ...(layout.lines ? {} : { chars: plainCharacters }),
    ...(layout.width === undefined
      ? {}
      : { colWidths: columnWidths(table, layout.width), wordWrap: true, wrapOnWordBoundary: false }),
  });
  lines.push(...table.rows.map((row) => [...row]));
  const text = lines
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
  return `${table.title}\n${text}`;
}

/** Widths that fit: the widest column gives way first, none below 12 characters. */
function columnWidths(table: Table, available: number): number[] {
  const widths = table.head.map(
    (title, column) =>
      Math.max(
        ...[title, ...table.rows.map((row) => row[column] ?? "")]
          .flatMap((cell) => cell.split("\n"))
          .map((line) => line.length),
      ) + 2,
  );
  const room = available - widths.length - 1;
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= 12) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}
