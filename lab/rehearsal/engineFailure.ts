/**
 * What the engine's command line failed with, in a few words. The Automation API's error holds the command's whole
 * output, which is kept as its cause.
 *
 * @param complaints diagnostics of severity error, where there were any
 */
export function engineFailure(operation: string, error: unknown, complaints: readonly string[] = []): Error {
  const text = error instanceof Error ? error.message : String(error);
  const said =
    complaints.length > 0 ? complaints.join("\n") : (/^\s*(error: .*)$/m.exec(text)?.[1] ?? firstLine(text));
  return new Error(`pulumi ${operation} failed: ${said}`, { cause: error });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
