import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { isObject } from "@config-remediation-lab/local/support/isObject";
import { exitCodes, hasCode, LabError } from "../../failures";

/** What a command of the class printed with `--json` on one machine. */
export interface ShardResult {
  /** The file's name. */
  readonly file: string;
  readonly class: string;
  readonly students: readonly (Readonly<Record<string, unknown>> & { readonly student: string })[];
  /** All of it. */
  readonly json: Readonly<Record<string, unknown>>;
}

/**
 * Reads the results of a class's shards.
 *
 * @throws LabError that lists every fault: files that are missing or something else, other classes, students twice
 */
export async function readResults(paths: readonly string[]): Promise<ShardResult[]> {
  const read = await Promise.all(paths.map(readResult));
  const faults = read.flatMap((one) => (typeof one === "string" ? [one] : []));
  const results = read.flatMap((one) => (typeof one === "string" ? [] : [one]));
  faults.push(...differences(results), ...doubles(results));
  if (faults.length === 0) return results;
  throw new LabError(
    ["These results can't be merged:", ...faults.map((fault) => `    ${fault}`)].join("\n"),
    {
      code: "FaultyResults",
      exitCode: exitCodes.usage,
      next: "Give one file for each shard: what the same command printed there with --json.",
    },
  );
}

/** @returns a fault as text */
async function readResult(path: string): Promise<ShardResult | string> {
  const file = basename(path);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT", "EISDIR")) return `${file}: there is no such file`;
    throw error;
  }
  const json = parsed(text);
  if (!isObject(json) || typeof json.class !== "string" || !isStudents(json.students))
    return `${file}: expected what a command of the class prints with --json, got something else`;
  return { file, class: json.class, students: json.students, json };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The fault that its reader reports says what was expected.
    return undefined;
  }
}

function isStudents(value: unknown): value is ShardResult["students"] {
  return Array.isArray(value) && value.every((one) => isObject(one) && typeof one.student === "string");
}

function differences([first, ...others]: readonly ShardResult[]): string[] {
  return others
    .filter((one) => one.class !== first?.class)
    .map((one) => `${one.file}: expected the class ${first?.class} as in ${first?.file}, got ${one.class}`);
}

function doubles(results: readonly ShardResult[]): string[] {
  const files = new Map<string, string[]>();
  for (const { file, students } of results) {
    for (const { student } of students) files.set(student, [...(files.get(student) ?? []), file]);
  }
  return [...files]
    .filter(([, where]) => where.length > 1)
    .map(([student, where]) => `${student} is in ${where.join(" and ")}`);
}
