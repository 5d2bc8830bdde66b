import { styled } from "./style";

/** A line on standard error: standard output is for results, so that `--json` and pipes stay clean. */
export function progress(line: string): void {
  process.stderr.write(`${styled("faint", line, process.stderr)}\n`);
}

/** A result on standard output, as a line. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** A result for machines: JSON on standard output, indented by two. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}
