import { exitCodes, LabError } from "../../failures";
import type { TableLayout } from "../../output/table";
import { renderTable } from "../../output/table";
import { tasks } from "../../tasks";
import { failureLines, isSound, statusTable, type LabLook, type lookJson } from "../look";
import { isWell, resultLines, type StudentResult } from "../results";
import type { ShardResult } from "./readResults";

/** The shards' results as one: what the command would have printed for the whole class. */
export interface MergedResult {
  /** As with `--json`. */
  readonly json: object;
  readonly ok: boolean;
  lines(layout: TableLayout): string[];
}

/** @throws LabError where the files are of different commands, or of one that has nothing to merge */
export function mergeResults(results: readonly ShardResult[]): MergedResult {
  const [first] = results;
  const students = results.flatMap((one) => one.students);
  const name = first?.class ?? "";
  const kinds = new Map(students.map((one) => [kindOf(one), one.student]));
  const [kind] = kinds.keys();
  if (kinds.size !== 1 || kind === undefined) throw ofDifferentCommands(kinds);
  return kind === "results"
    ? mergedRuns(name, results, students as unknown as StudentResult[])
    : mergedLooks(name, students as unknown as ReturnType<typeof lookJson>[]);
}

type Kind = "results" | "tasks";

/** `up` and `down` have a result for each student, `status` and `verify` tasks. */
function kindOf(student: Readonly<Record<string, unknown>>): Kind | undefined {
  if (typeof student.result === "string") return "results";
  return Array.isArray(student.tasks) ? "tasks" : undefined;
}

function ofDifferentCommands(kinds: ReadonlyMap<Kind | undefined, string>): LabError {
  const names = { results: "up or down", tasks: "status or verify" };
  const seen = [...kinds].map(([kind, student]) => `${kind ? names[kind] : "another command"} (${student})`);
  const got = seen.length === 0 ? "no students" : seen.join(", ");
  return new LabError(`Expected results of one command of up, down, status and verify, got ${got}.`, {
    code: "FaultyResults",
    exitCode: exitCodes.usage,
    next: "Give one file for each shard: what the same command printed there with --json.",
  });
}

function mergedRuns(
  name: string,
  results: readonly ShardResult[],
  students: readonly StudentResult[],
): MergedResult {
  const texts = (key: string): string[] =>
    results.flatMap(({ json }) => (Array.isArray(json[key]) ? (json[key] as string[]) : []));
  const [leftovers, notes] = [texts("leftovers"), texts("notes")];
  return {
    json: { class: name, students, leftovers, notes },
    ok: students.every(isWell) && leftovers.length === 0,
    lines: (layout) => [
      ...resultLines(`Class ${name}`, students, layout),
      ...notes.map((note) => `Note: ${note}`),
      ...(leftovers.length > 0 ? ["Left over, and not deleted:", ...leftovers.map((one) => `  ${one}`)] : []),
    ],
  };
}

function mergedLooks(name: string, students: readonly ReturnType<typeof lookJson>[]): MergedResult {
  const looks = students.map(({ tasks: reports, lastUpdate, ...rest }): LabLook => ({
    ...rest,
    // The matrix has no regions.
    region: "",
    lastUpdate: lastUpdate === undefined ? undefined : new Date(lastUpdate),
    reports: reports.map((report) => ({ ...report, evidence: [] })),
  }));
  const sound = looks.filter(isSound).length;
  const examined = new Set(looks.flatMap(({ reports }) => reports.map(({ task }) => task)));
  const wanted = tasks.map(({ number }) => number).filter((number) => examined.has(number));
  return {
    json: { class: name, sound, students },
    ok: sound === looks.length,
    lines: (layout) => [
      renderTable(statusTable(name, looks, wanted), layout),
      "",
      ...failureLines(looks),
      `No check failed for ${sound} of ${looks.length} students.`,
    ],
  };
}
