import { rmSync } from "node:fs";
import { join } from "node:path";
import { labRuns, type LabRun } from "@config-remediation-lab/local/tests/leftovers";
import { makeClone } from "./clone";

/** Runs in sessions of a clone that a suite has for itself. */
export interface CloneRuns {
  /** The clone's folder, once the suite has begun. */
  readonly folder: () => string;
  /**
   * Runs a shell script in a session.
   *
   * @param options of `config-lab local`
   */
  readonly inSession: (
    script: string,
    options?: readonly string[],
    environment?: NodeJS.ProcessEnv,
  ) => LabRun;
}

/** Makes a clone before the suite that calls this, and removes it with its runs. */
export function cloneRuns(): CloneRuns {
  let clone = "";
  const startRun = labRuns();
  before(() => {
    clone = makeClone();
  });
  after(() => rmSync(clone, { recursive: true }));
  return {
    folder: () => clone,
    inSession: (script, options = [], environment = {}) =>
      startRun(["local", ...options, "--", "bash", "-c", script], {
        cwd: clone,
        bin: join(clone, "lab/bin.js"),
        environment,
      }),
  };
}
