import { SetUpError } from "@config-remediation-lab/local/support/setUpError";
import { failureChain } from "../failures/errors";
import type { StepResult } from "./result";
import type { Seen } from "./step";

/**
 * Runs a step and times it. What it throws becomes part of the result.
 *
 * @throws SetUpError when this machine lacks something; the signal's reason when it was interrupted
 */
export async function runStep(
  number: number,
  title: string,
  signal: AbortSignal,
  run: () => Promise<Seen>,
): Promise<StepResult> {
  signal.throwIfAborted();
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
    // What this machine lacks says nothing about the lab: it is told in one sentence, like everywhere.
    if (error instanceof SetUpError) throw error;
    const [first = "", ...causes] = failureChain(error).map(({ name, message }) =>
      name === "Error" ? message : `${name}: ${message}`,
    );
    // Of the causes only the beginning: the engine's error holds all its output again, which is in its log.
    const lines = [first, ...causes.map((cause) => `caused by ${cause.trim().split("\n")[0]}`)];
    return result({ checks: [], evidence: [] }, lines.join("\n"));
  }
}
