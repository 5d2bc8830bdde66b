import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeClone } from "./clone";

/** A clone of the project whose program a test changes; to be removed by the test. */
export class ProgramClone {
  readonly path = makeClone();
  /** The clone's own command. */
  readonly bin = join(this.path, "lab/bin.js");

  /** Replaces a text of a file. @throws Error when the file doesn't have it: the test is about another version of it */
  replace(file: string, found: string, by: string): void {
    const path = join(this.path, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(found)) throw new Error(`${file} has no ${JSON.stringify(found)}`);
    writeFileSync(
      path,
      text.replace(found, () => by),
    );
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
