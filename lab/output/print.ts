import { styled } from "./style";

/** Prints a line to standard error: standard output is for results only, for `--json` and pipes. */
export function progress(line: string): void {
  process.stderr.write(`${styled("faint", line, process.stderr)}\n`);
}

/** Prints a line of the result to standard output. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Prints the result as JSON to standard output, indented by two. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}
