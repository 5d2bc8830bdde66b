import { durationInWords } from "../output/duration";
import { layoutFor, renderTable } from "../output/table";
import type { Findings } from "../findings";

/** The result of a step. */
export interface StepResult extends Findings {
  readonly number: number;
  readonly title: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** What the step threw. */
  readonly error?: string;
}

/** The result of a rehearsal, as `--json` prints it. */
export interface RehearsalResult {
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly steps: readonly StepResult[];
  /** Where logs and mails are, when the rehearsal failed. */
  readonly kept?: { readonly folder: string; readonly mailbox: string };
}

/** A step as text: its evidence, and the checks that aren't met, with what was expected and seen. */
export function stepAsText(step: StepResult): string {
  const failed = step.checks.filter((check) => !check.ok);
  const met = step.checks.length - failed.length;
  return [
    `${step.ok ? "✓" : "✗"} ${step.number}. ${step.title} (${durationInWords(step.milliseconds)})`,
    ...step.evidence.map((table) => `\n${renderTable(table, layoutFor(process.stdout, 2))}`),
    `\n  ${met} of ${step.checks.length} checks met`,
    ...failed.flatMap(({ what, expected, seen, hint }) => [
      `  ✗ ${what}`,
      `      expected: ${expected}`,
      `      seen:     ${seen}`,
      ...(hint ? [`      ${hint}`] : []),
    ]),
    ...(step.error ? [`  ✗ ${step.error.replaceAll("\n", "\n    ")}`] : []),
    "",
  ].join("\n");
}

/** The last lines: the outcome, and of a failure where logs and mails are. */
export function endAsText(result: RehearsalResult): string {
  const { ok, steps, milliseconds, kept } = result;
  const checks = steps.reduce((sum, step) => sum + step.checks.length, 0);
  if (ok) return `The lab works: ${steps.length} steps, ${checks} checks, ${durationInWords(milliseconds)}.`;
  const failed = steps.find((step) => !step.ok);
  return [
    `Step ${failed?.number} failed: ${failed?.title} (after ${durationInWords(milliseconds)}).`,
    ...(kept ? [`Logs and state are kept in ${kept.folder}`, `Mails are kept in ${kept.mailbox}`] : []),
  ].join("\n");
}
