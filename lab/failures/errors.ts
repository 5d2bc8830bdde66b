import { inspect } from "node:util";
import { exitCodes, LabError } from "./labError";
import type { Failure } from "./failure";
import { knownFailures } from "./knownFailures";

/** A failure as it is told: one sentence, what to do next, and the exit code. */
export interface Explanation {
  readonly message: string;
  /** The next command to type, or what to do. */
  readonly next?: string;
  /** One of `exitCodes`. */
  readonly exitCode: number;
  /** Found in the table; of anything else the causes are printed too. */
  readonly known: boolean;
}

/** The error, what caused it, what caused that, and so on; of several at once all of them. */
export function failureChain(error: unknown): Failure[] {
  const chain: Failure[] = [];
  const seen = new Set<unknown>();
  const queue = [error];
  while (queue.length > 0) {
    const current = queue.shift();
    if (current === undefined || current === null || seen.has(current)) continue;
    seen.add(current);
    const { name, code, message, cause, errors } = current as Record<string, unknown>;
    const text = typeof message === "string" ? message : inspect(current);
    const called = typeof name === "string" && name !== "" ? name : "Error";
    chain.push({
      name: called,
      code: typeof code === "string" ? code : called,
      message: text,
      error: current,
    });
    queue.push(cause, ...(Array.isArray(errors) ? (errors as unknown[]) : []));
  }
  return chain;
}

/** Explains any error: its own words if it is a LabError, else by the table of known failures, else its own message. */
export function explain(error: unknown, environment: NodeJS.ProcessEnv = process.env): Explanation {
  for (const failure of failureChain(error)) {
    if (failure.error instanceof LabError) {
      const { message, next, exitCode } = failure.error;
      return { message, next, exitCode, known: true };
    }
    const row = knownFailures.find((known) => known.matches(failure));
    if (row === undefined) continue;
    const told = row.tell(failure, environment);
    return {
      message: told.message,
      next: told.next,
      exitCode: row.exitCode ?? exitCodes.missing,
      known: true,
    };
  }
  return {
    message: failureChain(error)[0]?.message ?? `Nothing was said of it (${inspect(error)}).`,
    next: "Run it again with --verbose for the whole story.",
    exitCode: exitCodes.unexpected,
    known: false,
  };
}

/**
 * The explanation as lines for standard error. Causes follow where the failure isn't a known one; with `verbose`
 * everything follows, stacks included.
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
