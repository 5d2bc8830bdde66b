import { mock } from "node:test";

/** Runs something and brings back the lines it wrote through `console`, in order. */
export async function capturedLog(run: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const levels = ["debug", "info", "warn", "error"] as const;
  const mocks = levels.map((level) =>
    mock.method(console, level, (line: string) => {
      lines.push(line);
    }),
  );
  try {
    await run();
  } finally {
    for (const { mock: method } of mocks) method.restore();
  }
  return lines;
}
