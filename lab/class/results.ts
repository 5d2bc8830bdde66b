import { durationInWords } from "../output/duration";
import { renderTable, type TableLayout } from "../output/table";
import { changesInWords } from "../engine/changes";
import type { WorkResult } from "./run";

/** How it went for a student. */
export interface StudentResult {
  readonly student: string;
  readonly account: string | undefined;
  readonly region: string;
  /** `asItIs`: nothing was to be done. */
  readonly result: "done" | "asItIs" | "failed" | "locked" | "cancelled" | "notStarted";
  /** What changed, or the failure. */
  readonly message: string;
  readonly milliseconds: number;
  readonly next?: string;
}

/** @param log folder of the engine's log */
export function resultOf(
  { stack, end, milliseconds }: WorkResult,
  place: Pick<StudentResult, "account" | "region">,
  log: string,
): StudentResult {
  const common = { student: stack, ...place, milliseconds };
  const again = "Run the same command again.";
  if (end.kind === "notStarted")
    return { ...common, result: "notStarted", message: "not started", next: again };
  if (end.kind === "done") return { ...common, result: "done", message: changesInWords(end.changes) };
  const { reason, message } = end.failure;
  const next = {
    failed: `${exists(message) ? `A run that was killed may have left it: config-lab leftovers --stack ${stack}. ` : ""}Correct the cause, then run the same command again. The engine's log: ${log}`,
    locked: "Another run may be at work on it. If there is none, a killed one left the lock: add --unlock.",
    cancelled: again,
  }[reason];
  return { ...common, result: reason, message, next };
}

/** Whether AWS has something already that was to be created. */
function exists(message: string): boolean {
  return /already ?exists/i.test(message);
}

export function isWell({ result }: StudentResult): boolean {
  return result === "done" || result === "asItIs";
}

const words: Readonly<Record<StudentResult["result"], string>> = {
  done: "done",
  asItIs: "as it was",
  failed: "failed",
  locked: "locked",
  cancelled: "cancelled",
  notStarted: "not started",
};

/** The class's results as a table, then what failed and what to do about it. */
export function resultLines(title: string, results: readonly StudentResult[], layout: TableLayout): string[] {
  const table = {
    title,
    head: ["student", "account", "region", "result", "changes", "time"],
    rows: results.map(({ student, account, region, result, message, milliseconds }) => [
      student,
      account ?? "?",
      region,
      words[result],
      result === "done" || result === "asItIs" ? message : "",
      milliseconds === 0 ? "" : durationInWords(milliseconds),
    ]),
  };
  const unwell = results.filter((result) => !isWell(result));
  const well = results.length - unwell.length;
  return [
    renderTable(table, layout),
    "",
    ...sameAdvice(unwell),
    `${well} of ${results.length} are well${unwell.length === 0 ? "" : `; ${unwell.length} are not`}.`,
  ];
}

/** Students with the same message and advice together. */
function sameAdvice(unwell: readonly StudentResult[]): string[] {
  const groups = new Map<string, StudentResult[]>();
  for (const one of unwell) {
    const key = JSON.stringify([one.message, one.next]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = group.map(({ student }) => student).join(", ");
    return [
      `${names}: ${first.message.split("\n").join("\n  ")}`,
      ...(first.next ? [`  ${first.next}`] : []),
      "",
    ];
  });
}
