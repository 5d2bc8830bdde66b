/** A time for tables: UTC to the second, `2026-01-31 09:05:00`; empty when there is none. */
export function timeInWords(time: Date | undefined): string {
  return time === undefined ? "" : time.toISOString().slice(0, 19).replace("T", " ");
}
