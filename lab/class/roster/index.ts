export { loadRoster } from "./loadRoster";
export type { RosterOptions } from "./parseRoster";
export type { Roster, SkippedLine, Student } from "./student";
