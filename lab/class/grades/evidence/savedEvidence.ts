import { Ajv } from "ajv";
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { exitCodes, hasCode, LabError, orAbsent } from "../../../failures";
import type { Observation } from "./observation";
import schema from "./evidence.schema.json";

/** A file that keeps what was seen of a class, so that grades can be given and explained when the accounts are empty. */
export interface SavedEvidence {
  /** Of this file's format. */
  readonly version: 1;
  readonly class: string;
  /** In the order in which they were made; several of a student. */
  readonly observations: readonly Observation[];
}

const validate = new Ajv({ strictRequired: true }).compile<SavedEvidence>(schema);

/** @throws LabError when there is no such file, or it isn't one of these */
export async function readEvidence(path: string): Promise<SavedEvidence> {
  try {
    return parse(path, await readFile(path, "utf8"));
  } catch (error) {
    if (!hasCode(error, "ENOENT", "EISDIR")) throw error;
    throw refused(
      `There is no file ${path}.`,
      "Give a file that config-lab class verify --save wrote.",
      error,
    );
  }
}

/** Adds observations to a file, which is created if there is none. @throws LabError when it is another class's */
export async function saveEvidence(
  path: string,
  className: string,
  observations: readonly Observation[],
): Promise<SavedEvidence> {
  const text = await orAbsent(readFile(path, "utf8"), "ENOENT");
  const earlier = text === undefined ? undefined : parse(path, text);
  if (earlier !== undefined && earlier.class !== className) {
    throw refused(
      `${basename(path)} has the evidence of the class ${earlier.class}, not of ${className}.`,
      "Give another file.",
    );
  }
  const all: SavedEvidence = {
    version: 1,
    class: className,
    observations: [...(earlier?.observations ?? []), ...observations],
  };
  // A file that is there is replaced as a whole: what was saved before can't be read again in the account.
  await writeFile(`${path}.part`, `${JSON.stringify(all, undefined, 1)}\n`);
  await rename(`${path}.part`, path);
  return all;
}

function parse(path: string, text: string): SavedEvidence {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notEvidence(path, "it isn't JSON", error);
  }
  if (validate(value)) return value;
  const [fault] = validate.errors ?? [];
  throw notEvidence(path, `${fault?.instancePath || "the file"} ${fault?.message}`);
}

function notEvidence(path: string, fault: string, cause?: unknown): LabError {
  return refused(
    `${basename(path)} isn't evidence of a class: ${fault}.`,
    "Give a file that config-lab class verify --save wrote.",
    cause,
  );
}

function refused(message: string, next: string, cause?: unknown): LabError {
  return new LabError(message, { code: "FaultyEvidence", exitCode: exitCodes.usage, next, cause });
}
