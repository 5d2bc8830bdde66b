export { accountString } from "./accountString";
export { columnsOf, type ColumnOptions, type Columns } from "./columns";
export { delimiterOf } from "./csv";
export { loadRoster } from "./loadRoster";
export type { RosterOptions } from "./parseRoster";
export type { Roster, SkippedLine, Student } from "./student";
export { decode } from "./text";
