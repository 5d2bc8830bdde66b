import { Ajv, type ErrorObject } from "ajv";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { LineCounter, parseDocument, type Document } from "yaml";
import { exitCodes, hasCode, LabError } from "../../../failures";
import type { Rubric } from "./rubric";
import schema from "./rubric.schema.json";

const handout = join(__dirname, "handout.yml");

/**
 * Reads a rubric.
 *
 * @param path of a YAML file; the handout's rubric by default
 * @throws LabError that lists every fault by line
 */
export async function loadRubric(path: string = handout): Promise<Rubric> {
  const parsed = parseRubric(await readText(path));
  if ("rubric" in parsed) return parsed.rubric;
  const { faults } = parsed;
  throw refused(
    [
      `${basename(path)} isn't a rubric:`,
      ...faults.map(({ line, problem }) => `    line ${line}: ${problem}`),
    ].join("\n"),
    "Correct it; lab/class/grades/rubric/handout.yml is an example.",
  );
}

interface RubricFault {
  readonly line: number;
  readonly problem: string;
}

/** A rubric, or everything that is wrong with its text. */
export function parseRubric(
  text: string,
): { readonly rubric: Rubric } | { readonly faults: readonly RubricFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ pos: [start], message }) => ({
        line: lines.linePos(start).line,
        problem: message
          .split("\n", 1)
          .join()
          .replace(/ at line \d+.*$/, ""),
      })),
    };
  }
  const validate = new Ajv({ allErrors: true, verbose: true }).compile<Rubric>(schema);
  const value: unknown = document.toJS();
  if (validate(value)) return { rubric: value };
  const faults = (validate.errors ?? []).map((error) => ({
    line: lineOf(error.instancePath, document, lines),
    problem: inWords(error),
  }));
  return { faults: faults.sort((a, b) => a.line - b.line) };
}

/** Such as `criteria[2].points: expected > 0, got -5`. */
function inWords({ instancePath, keyword, params, message = "", data }: ErrorObject): string {
  const path = keysOf(instancePath).reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );
  const place = path === "" ? "" : `${path}: `;
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: string[];
  };
  if (keyword === "additionalProperties") return `${place}unknown key ${additionalProperty}`;
  if (keyword === "required") return `${place}${message}`;
  const expected =
    allowedValues === undefined ? message.replace(/^must (be )?/, "") : `one of ${allowedValues.join(", ")}`;
  return `${place}expected ${expected}, got ${JSON.stringify(data)}`;
}

/** Of the value, or of the nearest one around it that the text has. */
function lineOf(instancePath: string, document: Document, lines: LineCounter): number {
  for (let keys = keysOf(instancePath); keys.length > 0; keys = keys.slice(0, -1)) {
    const node = document.getIn(keys, true) as { readonly range?: readonly number[] } | undefined;
    if (node?.range !== undefined) return lines.linePos(node.range[0] ?? 0).line;
  }
  return 1;
}

function keysOf(instancePath: string): (string | number)[] {
  return instancePath
    .split("/")
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key.replaceAll("~1", "/").replaceAll("~0", "~")));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT", "EISDIR"))
      throw refused(`There is no file ${path}.`, "Give the path of the rubric, a YAML file.", error);
    throw error;
  }
}

function refused(message: string, next: string, cause?: unknown): LabError {
  return new LabError(message, { code: "FaultyRubric", exitCode: exitCodes.usage, next, cause });
}
