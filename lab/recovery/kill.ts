/**
 * Kills `pulumi up` at every call that changes something on AWS, when AWS has done it and the engine doesn't know; then completes
 * the lab as docs/recovery.md says, and destroys it. On the real engine and AWS of this machine.
 *
 *     npx ts-node lab/recovery/kill.ts [FIRST [LAST]]
 *
 * FIRST and LAST restrict it to calls of these numbers. Exit code 1 if anything deviates.
 */
import { join } from "node:path";
import { renderTable } from "../output/table";
import { killAt, type KillTrial } from "./killTrial";
import { startTrialLab } from "./session";

async function main(): Promise<void> {
  process.chdir(join(__dirname, "..", ".."));
  const [first = 1, last = Infinity] = process.argv.slice(2).map(Number);
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const lab = await startTrialLab(progress);
  const trials: KillTrial[] = [];
  try {
    for (let number = first; number <= last; number++) {
      const trial = await killAt(lab, number);
      if (!trial) break;
      progress(
        `${number}. ${trial.call}: ${trial.leftovers.join(", ") || "nothing"} left; ${trial.finished}`,
      );
      trials.push(trial);
    }
  } finally {
    await lab.session.stop();
  }
  const rows = trials.map(({ call, leftovers, finished }) => [
    call,
    leftovers.join(", ") || "nothing",
    finished,
  ]);
  const head = ["killed after", "leftovers", "up"];
  process.stdout.write(`${renderTable({ title: "Killed updates", head, rows }, { lines: false })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
