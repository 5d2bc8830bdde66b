import { InvalidArgumentError } from "commander";

const milliseconds: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Parses a duration as an option takes it: `90s`, `15m`, `2h`, `1d`.
 *
 * @returns milliseconds
 * @throws commander's InvalidArgumentError
 */
export function parseDuration(text: string): number {
  const [, number, unit = ""] = /^(\d+)([smhd])$/.exec(text.trim()) ?? [];
  const factor = milliseconds[unit];
  if (factor === undefined) {
    throw new InvalidArgumentError(`expected a number with s, m, h or d, such as 15m, got "${text}"`);
  }
  return Number(number) * factor;
}
