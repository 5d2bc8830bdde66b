import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../support/setUpError";

const salt = /^encryptionsalt:.*\n?/m;

/**
 * `pulumi stack init` writes the salt of its passphrase into Pulumi.NAME.yaml, also when that file is under version
 * control. The salt of a session's stack is worth nothing once its state is gone, and would make the same file ask
 * for the session's passphrase on the next backend.
 *
 * @param folder the folder of Pulumi.yaml
 * @returns a function that takes the salts out again that came in meanwhile. Synchronous, so that it can run when
 * the process exits. A file with secrets keeps its salt: they can't be read without it.
 */
export function watchStackFiles(folder: string): () => void {
  const before = readStackFiles(folder);
  return () => {
    for (const [path, text] of readStackFiles(folder)) {
      const original = before.get(path);
      if (text === original || !salt.test(text) || /^\s+secure:/m.test(text)) continue;
      if (original !== undefined && salt.test(original)) continue;
      const cleaned = text.replace(salt, "");
      // Pulumi may have laid the file out anew on the way: when nothing else changed, it was as it had been.
      writeFileSync(path, original !== undefined && sameContent(original, cleaned) ? original : cleaned);
    }
  };
}

function sameContent(one: string, other: string): boolean {
  return one.replace(/\s+/g, "") === other.replace(/\s+/g, "");
}

function readStackFiles(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => /^Pulumi\..+\.yaml$/.test(name));
  return new Map(
    names.flatMap((name): [string, string][] => {
      const path = join(folder, name);
      try {
        return [[path, readFileSync(path, "utf8")]];
      } catch (error) {
        // Removed meanwhile.
        if (errorCode(error) === "ENOENT") return [];
        throw error;
      }
    }),
  );
}
