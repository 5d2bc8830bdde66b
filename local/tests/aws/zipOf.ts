import { strToU8, zipSync } from "fflate";

/** A deployment package. The same files give the same bytes: an entry's time isn't that of the call. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: new Date(2026, 0, 1) });
}
