import type { TableLayout } from "../../output/table";
import { renderTable } from "../../output/table";
import { tasks } from "../../tasks";
import { failureLines, isSound, statusTable, type LabLook } from "../look";
import { isWell, resultLines } from "../results";
import type { LookShard, RunShard, ShardResults } from "./shardResult";

/** The shards' results as one: what the command would have printed for the whole class. */
export interface MergedResult {
  /** As with `--json`. */
  readonly json: object;
  readonly ok: boolean;
  lines(layout: TableLayout): string[];
}

/** What `up`, `down`, `status` or `verify` printed on several machines, as one result. */
export function mergeResults(results: Exclude<ShardResults, { kind: "grades" }>): MergedResult {
  const name = results.shards[0]?.class ?? "";
  return results.kind === "runs"
    ? mergedRuns(name, results.shards)
    : mergedLooks(
        name,
        results.shards.flatMap(({ students }) => students),
      );
}

function mergedRuns(name: string, results: readonly RunShard[]): MergedResult {
  const students = results.flatMap((one) => one.students);
  const leftovers = results.flatMap((one) => one.leftovers);
  const notes = results.flatMap((one) => one.notes);
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

function mergedLooks(name: string, students: LookShard["students"]): MergedResult {
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
