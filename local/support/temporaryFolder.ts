import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorCode, SetUpError } from "./setUpError";

/** Makes an empty folder among the temporary files. @throws SetUpError when none can be made there */
export function makeTemporaryFolder(name = "config-remediation-lab-"): string {
  try {
    return mkdtempSync(join(tmpdir(), name));
  } catch (error) {
    throw new SetUpError(
      `No temporary folder can be made in ${tmpdir()} (${errorCode(error) ?? String(error)}): set TMPDIR to a folder you can write to.`,
      { cause: error },
    );
  }
}

/** Removes it, at once; what was killed a moment ago may still be writing to it. */
export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
