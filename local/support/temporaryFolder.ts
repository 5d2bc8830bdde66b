import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { isGone, thisProcess } from "./processMark";
import { errorCode, SetUpError } from "./setUpError";

const prefix = "config-remediation-lab-";

/** The file in a temporary folder that names the process it belongs to. */
const owner = ".owner";

/** Makes an empty folder among the temporary files. @throws SetUpError when none can be made there */
export function makeTemporaryFolder(): string {
  try {
    const folder = mkdtempSync(join(resolve(tmpdir()), prefix));
    writeFileSync(join(folder, owner), thisProcess());
    return folder;
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

/** From now on the folder outlives its process: removeAbandonedFolders leaves it. */
export function keepTemporaryFolder(folder: string): void {
  rmSync(join(folder, owner), { force: true });
}

/**
 * Removes this user's temporary folders whose process was killed and couldn't remove them itself.
 *
 * @returns their paths
 */
export function removeAbandonedFolders(): string[] {
  const root = resolve(tmpdir());
  return readdirSync(root)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(root, name))
    .filter(isAbandoned)
    .map((folder) => {
      removeTemporaryFolder(folder);
      return folder;
    });
}

function isAbandoned(folder: string): boolean {
  try {
    const file = join(folder, owner);
    const { uid } = userInfo();
    return (uid < 0 || statSync(file).uid === uid) && isGone(readFileSync(file, "utf8"));
  } catch (error) {
    // Kept on purpose, removed by its process meanwhile, or another user's.
    if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(errorCode(error) ?? "")) return false;
    throw error;
  }
}
