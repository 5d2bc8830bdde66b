import { strToU8, zipSync } from "fflate";

/** A function's code as Lambda takes it: `index.js` in a ZIP archive. */
export function functionArchive(code: string): Uint8Array {
  return zipSync({ "index.js": strToU8(code) });
}
