import { inspect } from "node:util";

/** One error of a chain; which fields an error has varies, so that each has a substitute. */
export interface Failure {
  readonly name: string;
  /** Node's and AWS's error code; the name where there is none, since the AWS SDK puts the code there. */
  readonly code: string;
  readonly message: string;
  readonly error: unknown;
}

/** The error, its cause, the cause of that, and so on; of an AggregateError every error. */
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
    const errorName = typeof name === "string" && name !== "" ? name : "Error";
    chain.push({
      name: errorName,
      code: typeof code === "string" ? code : errorName,
      message: text,
      error: current,
    });
    queue.push(cause, ...(Array.isArray(errors) ? (errors as unknown[]) : []));
  }
  return chain;
}

/** Whether the error, or one of its causes, has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return failureChain(error).some(({ code }) => codes.includes(code));
}
