import { shown, type Column, type RosterFault } from "./fault";

/** The account string of a record, and the stack that it becomes. */
export interface NamedRecord {
  readonly line: number;
  /** As the roster has it. */
  readonly text: string;
  readonly stack: string;
}

/** A fault for each record whose stack an earlier record has already. */
export function doubles(records: readonly NamedRecord[], column: Column): RosterFault[] {
  const first = new Map<string, NamedRecord>();
  const faults: RosterFault[] = [];
  for (const record of records) {
    const earlier = first.get(record.stack);
    if (earlier === undefined) {
      first.set(record.stack, record);
      continue;
    }
    const problem =
      earlier.text === record.text
        ? `expected each account string once, got ${shown(record.text)} as on line ${earlier.line}`
        : `expected account strings with stacks of their own, but ${shown(record.text)} and ${shown(earlier.text)} on line ${earlier.line} both become the stack ${record.stack}`;
    faults.push({ line: record.line, column, problem });
  }
  return faults;
}
