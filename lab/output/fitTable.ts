import { shortened } from "./shortened";
import { longestWord, wrapped } from "./wrap";

/** What is in a table. */
interface Cells {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A column's line and the spaces beside its text; a last line closes the row. */
const perColumn = 3;

/**
 * A table's cells, its head first, wrapped between words so that the table fits; where they can't be, with ids shortened.
 *
 * @param width columns of the terminal for the table and its lines
 * @returns undefined when even then a word is wider than its column could be
 */
export function fittedCells(table: Cells, width: number): string[][] | undefined {
  const cells = [[...table.head], ...table.rows.map((row) => [...row])];
  return wrappedCells(cells, width) ?? wrappedCells(shortenedCells(cells), width);
}

function shortenedCells(cells: readonly (readonly string[])[]): string[][] {
  return cells.map((row) => row.map(shortened));
}

function wrappedCells(cells: readonly (readonly string[])[], width: number): string[][] | undefined {
  const columns = transposed(cells).map((column) => new Column(column));
  const available = width - 1 - columns.length * perColumn;
  for (let excess = sum(columns.map((column) => column.width)) - available; excess > 0; excess--) {
    const column = leastNeeded(columns);
    if (column === undefined) return undefined;
    column.width -= 1;
  }
  return transposed(columns.map((column) => column.cells()));
}

/** The column whose narrowing makes the table least high; of equals the widest; undefined when none can be narrowed. */
function leastNeeded(columns: readonly Column[]): Column | undefined {
  const rows = columns[0]?.heights(columns[0].width).map((_, row) => row) ?? [];
  let best: Column | undefined;
  let bestHeight = Infinity;
  for (const column of columns) {
    if (column.width <= column.narrowest) continue;
    const heights = columns.map((each) => each.heights(each === column ? each.width - 1 : each.width));
    const height = sum(rows.map((row) => Math.max(...heights.map((lines) => lines[row] ?? 1))));
    if (height < bestHeight || (height === bestHeight && column.width > (best?.width ?? 0))) {
      best = column;
      bestHeight = height;
    }
  }
  return best;
}

/** A column that is being made narrower. */
class Column {
  width: number;
  /** The length of its longest word. */
  readonly narrowest: number;
  private readonly known = new Map<number, number[]>();

  constructor(private readonly texts: readonly string[]) {
    this.width = Math.max(...texts.map(longestLine));
    this.narrowest = Math.max(...texts.map(longestWord));
  }

  /** How many lines each cell takes at a width. */
  heights(width: number): readonly number[] {
    const heights = this.known.get(width) ?? this.texts.map((text) => wrapped(text, width).length);
    this.known.set(width, heights);
    return heights;
  }

  /** Its cells, wrapped. */
  cells(): string[] {
    return this.texts.map((text) => wrapped(text, this.width).join("\n"));
  }
}

function transposed(cells: readonly (readonly string[])[]): string[][] {
  return (cells[0] ?? []).map((_, column) => cells.map((row) => row[column] ?? ""));
}

const longestLine = (cell: string) => Math.max(...cell.split("\n").map((line) => line.length));
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** A table that is too wide as a list: each row a block with a line for each cell, its ids shortened. */
export function asBlocks({ head, rows }: Cells, width: number): string[] {
  const names = Math.max(...head.map((name) => name.length));
  const indent = " ".repeat(names + 2);
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...row.flatMap((cell, column) =>
      wrapped(shortened(cell), Math.max(1, width - indent.length)).map(
        (line, number) => `${number === 0 ? (head[column] ?? "").padEnd(names + 2) : indent}${line}`,
      ),
    ),
  ]);
}
