/** What is wrong with a place of a roster. */
export interface RosterFault {
  /** Of the file, from 1; a quoted cell may span several lines, then the first of its record. */
  readonly line: number;
  /** From 1, with its header. Absent where the whole line is meant. */
  readonly column?: Column;
  /** What was expected, what the roster has. */
  readonly problem: string;
}

/** A column of the roster. */
export interface Column {
  /** From 0. */
  readonly index: number;
  /** As the file has it, without spaces around it. */
  readonly header: string;
}

/** Such as `line 7, column 3 (email): expected one email address, got "x@"`. */
export function faultInWords({ line, column, problem }: RosterFault): string {
  const place = column === undefined ? "" : `, column ${column.index + 1} (${column.header})`;
  return `line ${line}${place}: ${problem}`;
}

/** By line, then by column; a fault of a whole line first. */
export function inOrder(faults: readonly RosterFault[]): RosterFault[] {
  return [...faults].sort((a, b) => a.line - b.line || (a.column?.index ?? -1) - (b.column?.index ?? -1));
}

/** A text of the roster as a message shows it: quoted, and cut when it is long. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
