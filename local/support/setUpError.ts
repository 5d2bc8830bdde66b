/**
 * Something this machine lacks or refuses (a tool, a permission, the network). The message is one sentence for
 * the person at the keyboard: what was expected, what was found, and what to do next. No stack trace helps them.
 */
export class SetUpError extends Error {
  override readonly name = "SetUpError";
}

/** The `code` of an error of Node's own (`ENOENT`, `EACCES`, …), when it has one. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}
