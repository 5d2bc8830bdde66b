import type { Check, TaskReport } from "../tasks/report";
import { styled, type Output } from "./style";
import { renderTable, type TableLayout } from "./table";

/** A task's report as lines: each check with ✓ or ✗, what to do about what is missing, then the evidence. */
export function reportLines(
  report: TaskReport,
  layout: TableLayout,
  stream: Output = process.stdout,
): string[] {
  const heading = styled("heading", `Task ${report.task}: ${report.title}`, stream);
  if (report.notYet !== undefined) {
    return [
      heading,
      `  ${styled("waiting", "…", stream)} not yet: ${report.notYet.reason}`,
      `    ${report.notYet.next}`,
    ];
  }
  const indented = { ...layout, width: layout.width === undefined ? undefined : layout.width - 2 };
  return [
    heading,
    ...report.checks.flatMap((check) => checkLines(check, stream)),
    ...report.evidence.flatMap((table) => [
      "",
      ...renderTable(table, indented)
        .split("\n")
        .map((line) => `  ${line}`),
    ]),
  ];
}

function checkLines({ what, expected, seen, ok, hint }: Check, stream: Output): string[] {
  if (ok) return [`  ${styled("ok", "✓", stream)} ${what}: ${seen}`];
  return [
    `  ${styled("bad", "✗", stream)} ${what}: expected ${expected}; seen ${seen}`,
    ...(hint === undefined ? [] : [`    ${hint}`]),
  ];
}
