import { InvalidArgumentError } from "commander";

/** A span of time in words: `85 ms`, `4.2 s`, `1 min 5 s`. @param milliseconds not negative */
export function durationInWords(milliseconds: number): string {
  if (Math.round(milliseconds) < 1000) return `${Math.round(milliseconds)} ms`;
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a span of time as it is typed: `90s`, `15m`, `2h`, `1d`.
 * @returns milliseconds
 * @throws commander's InvalidArgumentError, so that it serves as the parser of an option
 */
export function parseDuration(text: string): number {
  const parts = /^(\d+)([smhd])$/.exec(text.trim());
  const unit = units[parts?.[2] ?? ""];
  if (parts === null || unit === undefined) {
    throw new InvalidArgumentError(`Expected a number with s, m, h or d, such as 15m; came "${text}".`);
  }
  return Number(parts[1]) * unit;
}
