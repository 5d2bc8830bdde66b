import { failureChain } from "../errors";
import type { StepResult } from "./result";
import type { Seen } from "./step";

/** Runs a step and times it. What it throws becomes part of the result, unless it was interrupted. */
export async function runStep(
  number: number,
  title: string,
  signal: AbortSignal,
  run: () => Promise<Seen>,
): Promise<StepResult> {
  const started = performance.now();
  const result = (seen: Seen, error?: string): StepResult => ({
    number,
    title,
    ok: error === undefined && seen.checks.length > 0 && seen.checks.every((check) => check.ok),
    milliseconds: Math.round(performance.now() - started),
    error,
    checks: seen.checks,
    evidence: seen.evidence,
  });
  try {
    return result(await run());
  } catch (error) {
    signal.throwIfAborted();
    const causes = failureChain(error).map(({ name, message }) =>
      name === "Error" ? message : `${name}: ${message}`,
    );
    return result({ checks: [], evidence: [] }, causes.join("\n  caused by "));
  }
}
