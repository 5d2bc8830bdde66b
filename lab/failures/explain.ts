import { inspect } from "node:util";
import { exitCodes } from "./exitCodes";
import { failureChain } from "./failureChain";
import { knownFailures } from "./knownFailures";
import { LabError } from "./labError";

/** A failure as it is printed: one sentence, what to do next, and the exit code. */
export interface Explanation {
  readonly message: string;
  /** The next command to type, or what to do. */
  readonly next?: string;
  /** One of `exitCodes`. */
  readonly exitCode: number;
  /** Found in the table of known failures; of any other the causes are printed too. */
  readonly known: boolean;
}

/** Explains any error: a LabError by its own words, else by the table of known failures, else by its message. */
export function explain(error: unknown, environment: NodeJS.ProcessEnv = process.env): Explanation {
  for (const failure of failureChain(error)) {
    if (failure.error instanceof LabError) {
      const { message, next, exitCode } = failure.error;
      return { message, next, exitCode, known: true };
    }
    const row = knownFailures.find((known) => known.matches(failure));
    if (row === undefined) continue;
    const { message, next } = row.explain(failure, environment);
    return { message, next, exitCode: row.exitCode ?? exitCodes.missing, known: true };
  }
  return {
    message: failureChain(error)[0]?.message ?? `An error without a message (${inspect(error)}).`,
    next: "Run it again with --verbose for causes and stack traces.",
    exitCode: exitCodes.unexpected,
    known: false,
  };
}

/**
 * The explanation as lines for standard error. Causes follow where the failure isn't a known one; with `verbose`
 * the stack traces of the whole chain follow.
 */
export function explanationLines(error: unknown, explanation: Explanation, verbose: boolean): string[] {
  const lines = [`config-lab: ${explanation.message}`];
  if (!explanation.known) {
    for (const cause of failureChain(error).slice(1))
      lines.push(`  caused by ${cause.name}: ${cause.message}`);
  }
  if (explanation.next !== undefined) lines.push(`  ${explanation.next}`);
  if (verbose) {
    for (const failure of failureChain(error)) {
      lines.push(failure.error instanceof Error ? (failure.error.stack ?? failure.message) : failure.message);
    }
  }
  return lines;
}
