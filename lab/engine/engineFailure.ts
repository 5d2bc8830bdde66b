/**
 * A short error for a failed engine. The Automation API's error, with the command's whole output, is its cause.
 *
 * @param diagnostics those of severity error
 */
export function engineFailure(operation: string, error: unknown, diagnostics: readonly string[] = []): Error {
  const text = error instanceof Error ? error.message : String(error);
  const reason =
    diagnostics.length > 0
      ? diagnostics.join("\n")
      : (/^\s*(error: .*)$/m.exec(text)?.[1] ?? firstLine(text));
  return new Error(`pulumi ${operation} failed: ${reason}`, { cause: error });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
