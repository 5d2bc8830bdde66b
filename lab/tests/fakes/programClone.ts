import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeClone } from "./clone";
import { ProgramFiles } from "./programFiles";

/** A clone of the project whose program a test changes; to be removed by the test. */
export class ProgramClone extends ProgramFiles {
  /** The clone's own command. */
  readonly bin = join(this.path, "lab/bin.js");

  constructor() {
    super(makeClone());
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
