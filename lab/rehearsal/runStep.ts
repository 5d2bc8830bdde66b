import { SetUpError } from "@config-remediation-lab/local/support/setUpError";
import { failureChain } from "../failures";
import { allMet } from "../findings";
import type { StepResult } from "./result";
import type { StepFindings } from "./step";

/**
 * Runs a step and times it. An error becomes part of the result.
 *
 * @throws SetUpError when this machine lacks something; the signal's reason when it was interrupted
 */
export async function runStep(
  number: number,
  title: string,
  signal: AbortSignal,
  run: () => Promise<StepFindings>,
): Promise<StepResult> {
  signal.throwIfAborted();
  const started = performance.now();
  const result = ({ checks, evidence, story, shown }: StepFindings, error?: string): StepResult => ({
    number,
    title,
    ok: error === undefined && allMet({ checks }),
    milliseconds: Math.round(performance.now() - started),
    error,
    checks,
    evidence,
    story,
    shown,
  });
  try {
    return result(await run());
  } catch (error) {
    signal.throwIfAborted();
    // A missing prerequisite isn't a failure of the lab; the command explains it like everywhere.
    if (error instanceof SetUpError) throw error;
    const [first = "", ...causes] = failureChain(error).map(({ name, message }) =>
      name === "Error" ? message : `${name}: ${message}`,
    );
    // Only the first line of each cause: the engine's error repeats its whole output, which is in its log.
    const lines = [first, ...causes.map((cause) => `caused by ${cause.trim().split("\n")[0]}`)];
    return result({ checks: [], evidence: [] }, lines.join("\n"));
  }
}
