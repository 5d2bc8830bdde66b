import { keyInWords } from "../output/permissions";
import { styled, type Meaning } from "../output/style";
import type { LogLine } from "./logLine";

const meanings: Readonly<Record<string, Meaning>> = { error: "bad", warn: "waiting", debug: "faint" };

/** A line as people read it: time, level, message, then a permission a line. */
export function lineInWords(line: LogLine): string {
  const time = line.time.toISOString().replace("T", " ").replace("Z", "");
  const meaning = line.source === "lambda" ? "faint" : meanings[line.level];
  const level = (line.level === "" ? line.source : line.level).padEnd(5);
  const about = line.groupId === undefined || line.message.includes(line.groupId) ? "" : ` (${line.groupId})`;
  const details = Object.entries(line.details).map(([name, value]) => `${name}: ${detail(value)}`);
  const first = `${time}  ${level}  ${line.message}${about}`;
  return [
    meaning === undefined ? first : styled(meaning, first),
    ...[...line.permissions, ...details].map((text) => `${" ".repeat(32)}${text}`),
  ].join("\n");
}

/** A list in the log is one of permissions, each by its key. */
function detail(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => keyInWords(detail(one))).join(", ") || "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
