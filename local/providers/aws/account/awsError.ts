import type { Subject } from "../../plugin/provider";

/** An AWS failure as the engine shows it: the operation and the resource, then AWS's code and message. */
export class OperationError extends Error {
  constructor(operation: string, subject: Pick<Subject, "type" | "name">, cause: unknown) {
    super(`${operation} ${subject.type} (${subject.name}): ${explained(cause)}`, { cause });
    this.name = "OperationError";
  }
}

/** AWS's code and message; what to do where the network fails. */
function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && networkCodes.has(code)) {
    const endpoint = process.env.AWS_ENDPOINT_URL;
    const where = endpoint === undefined ? "AWS" : `${endpoint} (AWS_ENDPOINT_URL)`;
    return `${code}: ${where} doesn't respond; check that it runs and that this machine reaches it`;
  }
  return error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
}

/** Whether AWS reports by one of these codes that something doesn't exist. */
export function isGone(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes(error.name);
}

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ETIMEDOUT",
  "EPIPE",
]);
