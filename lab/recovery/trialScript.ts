import { join } from "node:path";
import { parseArgs } from "node:util";
import { renderTable, type Table } from "../output/table";
import { writeTable, type GeneratedTable } from "./document";

/** Trials on the lab, as a script runs them. */
export interface TrialScript<Trial> {
  /** @param only the command line's arguments, to restrict the trials. @throws when anything deviates */
  readonly run: (only: readonly string[], progress: (line: string) => void) => Promise<Trial[]>;
  readonly asTable: (trials: readonly Trial[]) => Table;
  /** Of docs/recovery.md. */
  readonly document: GeneratedTable;
  readonly documentRows: (trials: readonly Trial[]) => string[][];
}

/** Runs the trials, and prints them as a table; as JSON with --json. --write renews docs/recovery.md. Exit code 1 if anything deviates. */
export async function runTrialScript<Trial>(script: TrialScript<Trial>): Promise<void> {
  try {
    process.chdir(join(__dirname, "..", ".."));
    const options = { json: { type: "boolean" }, write: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const trials = await script.run(positionals, (line) => process.stderr.write(`${line}\n`));
    if (values.write) await writeTable(script.document, script.documentRows(trials));
    const text = values.json ? JSON.stringify(trials) : renderTable(script.asTable(trials), { lines: false });
    process.stdout.write(`${text}\n`);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
