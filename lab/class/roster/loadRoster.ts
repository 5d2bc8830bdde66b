import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { exitCodes, hasCode, LabError } from "../../failures";
import { faultInWords } from "./fault";
import { parseRoster, type RosterOptions } from "./parseRoster";
import type { Roster } from "./student";
import { decode } from "./text";

/**
 * Reads a roster's file.
 *
 * @throws LabError that lists every fault by line and column
 */
export async function loadRoster(path: string, options: RosterOptions = {}): Promise<Roster> {
  const text = decode(await readBytes(path));
  if (text === undefined) {
    throw refused(
      `${basename(path)} isn't text in UTF-8 or UTF-16.`,
      'Save it in the spreadsheet as "CSV UTF-8".',
    );
  }
  const parsed = parseRoster(text, options);
  if ("roster" in parsed) return parsed.roster;
  const { faults } = parsed;
  const count = faults.length === 1 ? "an error" : `${faults.length} errors`;
  throw refused(
    [
      `${basename(path)} has ${count}; nothing was started:`,
      ...faults.map((one) => `    ${faultInWords(one)}`),
    ].join("\n"),
    "Correct the roster, then run the same command again.",
  );
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, "ENOENT", "EISDIR")) {
      throw refused(`There is no file ${path}.`, "Give the path of the roster, a CSV file.", error);
    }
    throw error;
  }
}

function refused(message: string, next: string, cause?: unknown): LabError {
  return new LabError(message, { code: "FaultyRoster", exitCode: exitCodes.usage, next, cause });
}
