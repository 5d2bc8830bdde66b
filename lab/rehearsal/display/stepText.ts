import { durationInWords } from "../../output/duration";
import { styled, type Output } from "../../output/style";
import { layoutFor, renderTable } from "../../output/table";
import type { StepResult } from "../result";

/** The length of the longest title, so that a step's line fits in 80 columns. */
export const titleWidth = 50;

/** A step in a line: mark, number, title, number of checks, time. */
export function stepLine(step: StepResult, stream: Output = process.stdout): string {
  const { number, title, ok, milliseconds } = step;
  const mark = ok ? styled("ok", "✓", stream) : styled("bad", "✗", stream);
  const time = durationInWords(milliseconds).padStart(9);
  return `${mark} ${`${number}.`.padStart(3)} ${title.padEnd(titleWidth)}  ${checksInWords(step).padStart(9)}  ${time}`;
}

function checksInWords({ ok, checks }: StepResult): string {
  const count = ok ? checks.length : checks.filter((check) => !check.ok).length;
  if (!ok) return count === 0 ? "failed" : `${count} failed`;
  return count === 1 ? "1 check" : `${count} checks`;
}

/** A step's line; with `verbose`, or if it failed, its evidence; and what failed, with what was expected and seen. */
export function stepAsText(step: StepResult, verbose: boolean, stream: Output = process.stdout): string {
  const evidence = verbose || !step.ok ? step.evidence : [];
  const failed = step.checks.filter((check) => !check.ok);
  return [
    stepLine(step, stream),
    ...evidence.map((table) => `\n${renderTable(table, layoutFor(stream, 2))}`),
    ...(evidence.length > 0 ? [""] : []),
    ...failed.flatMap(({ what, expected, seen, hint }) => [
      `  ✗ ${what}`,
      `      expected: ${expected}`,
      `      seen:     ${seen}`,
      ...(hint ? [`      ${hint}`] : []),
    ]),
    ...(step.error ? [`  ✗ ${step.error.replaceAll("\n", "\n    ")}`] : []),
  ].join("\n");
}
