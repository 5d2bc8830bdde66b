import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { exitCodes, hasCode, LabError } from "../../failures";
import type { Student } from "../roster";
import { rubricDifferences } from "./rubrics";
import { commandsOf, shardResult, type ShardResult, type ShardResults } from "./shardResult";

/**
 * Reads the results of a class's shards.
 *
 * @throws LabError that lists every fault: files that are missing or something else, other commands, classes or rubrics,
 *   students twice, or whom the roster doesn't have
 */
export async function readResults(
  paths: readonly string[],
  roster?: readonly Student[],
): Promise<ShardResults> {
  const read = await Promise.all(paths.map(readResult));
  const faults = read.flatMap((one) => (typeof one === "string" ? [one] : []));
  const results = read.flatMap((one) => (typeof one === "string" ? [] : [one]));
  faults.push(...differences(results), ...rubricDifferences(results), ...doubles(results));
  if (roster !== undefined) faults.push(...strangers(results, roster));
  const [first] = results;
  // Without a fault they are of one kind.
  if (first !== undefined && faults.length === 0)
    return { kind: first.kind, shards: results } as ShardResults;
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
  return shardResult(file, parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The fault that its reader reports says what was expected.
    return undefined;
  }
}

function differences([first, ...others]: readonly ShardResult[]): string[] {
  if (first === undefined) return [];
  return others.flatMap((one) => [
    ...(one.kind === first.kind
      ? []
      : [
          `${one.file}: expected the result of ${commandsOf[first.kind]} as in ${first.file}, got that of ${commandsOf[one.kind]}`,
        ]),
    ...(one.class === first.class
      ? []
      : [`${one.file}: expected the class ${first.class} as in ${first.file}, got ${one.class}`]),
  ]);
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

function strangers(results: readonly ShardResult[], roster: readonly Student[]): string[] {
  const stacks = new Set(roster.map(({ stack }) => stack));
  return results.flatMap(({ file, students }) =>
    students
      .filter(({ student }) => !stacks.has(student))
      .map(({ student }) => `${file}: expected students of the roster, got ${student}`),
  );
}
