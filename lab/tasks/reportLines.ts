import { styled, type Output } from "../output/style";
import { renderTable, type TableLayout } from "../output/table";
import type { Check } from "../findings";
import type { TaskReport } from "./task";

/** A task's report as text: each check with ✓ or ✗, what to do about a failed one, then the evidence. */
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
  return [
    heading,
    ...report.checks.flatMap((check) => checkLines(check, stream)),
    ...report.evidence.flatMap((table) => ["", renderTable(table, { ...layout, indent: 2 })]),
  ];
}

function checkLines({ what, expected, seen, ok, hint }: Check, stream: Output): string[] {
  if (ok) return [`  ${styled("ok", "✓", stream)} ${what}: ${seen}`];
  return [
    `  ${styled("bad", "✗", stream)} ${what}: expected ${expected}; seen ${seen}`,
    ...(hint === undefined ? [] : [`    ${hint}`]),
  ];
}
