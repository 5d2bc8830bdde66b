import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The files of a clone's program, which a test changes and takes back. */
export class ProgramFiles {
  private readonly originals = new Map<string, string>();

  constructor(readonly path: string) {}

  /** Replaces a text of a file. @throws Error when the file doesn't have it: the test is about another version of it */
  replace(file: string, found: string, by: string): void {
    const path = join(this.path, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(found)) throw new Error(`${file} has no ${JSON.stringify(found)}`);
    if (!this.originals.has(path)) this.originals.set(path, text);
    writeFileSync(
      path,
      text.replace(found, () => by),
    );
  }

  /** Takes every replacement back. */
  restore(): void {
    for (const [path, text] of this.originals) writeFileSync(path, text);
    this.originals.clear();
  }
}
