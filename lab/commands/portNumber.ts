import { InvalidArgumentError } from "commander";

/** Parses the value of `--port`. */
export function portNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError("Expected a port from 1 to 65535, or 0 for a free one.");
}
