/**
 * Plays every fault of AWS in every call of the function's archive, on AWS of this machine, and renews docs/faults.md.
 *
 *     npm run faults
 *
 * Exit code 1, and nothing written, if the function breaks what it guarantees.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { startFaultLab } from "./lab/faultLab";
import { brokenTrials } from "./matrix/brokenTrials";
import { withMatrix } from "./matrix/document";
import { allTrials, runTrials } from "./matrix/runTrials";

const root = join(__dirname, "..", "..");

async function main(): Promise<void> {
  process.chdir(root);
  const lab = await startFaultLab();
  try {
    const planned = allTrials();
    const trials = await runTrials(lab, lab.startEnvironment(), planned, (done) => {
      if (done % 50 === 0) process.stderr.write(`${done} of ${planned.length}\n`);
    });
    const faults = brokenTrials(trials);
    if (faults.length > 0) throw new Error(faults.join("\n"));
    const file = join(root, "docs", "faults.md");
    const text = withMatrix(readFileSync(file, "utf8"), trials);
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  } finally {
    await lab.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
