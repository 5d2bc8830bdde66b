/**
 * Kills `pulumi up` at every call that changes something on AWS, when AWS has done it and the engine doesn't know; then completes
 * the lab as docs/recovery.md says, and destroys it. On the real engine and AWS of this machine.
 *
 *     npx ts-node lab/recovery/killAll.ts [--json | --write] [FIRST [LAST]]
 *
 * FIRST and LAST restrict it to calls of these numbers. Prints what came of each; --json for programs, --write renews
 * docs/recovery.md. Exit code 1 if anything deviates.
 */
import { killTable, killRows } from "./document";
import { killAt, type KillTrial } from "./killTrial";
import { startTrialLab } from "./session";
import { runTrialScript } from "./trialScript";

async function runTrials(numbers: readonly string[], progress: (line: string) => void): Promise<KillTrial[]> {
  const [first = 1, last = Infinity] = numbers.map(Number);
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
    return trials;
  } finally {
    await lab.session.stop();
  }
}

void runTrialScript({
  run: runTrials,
  asTable: (trials) => ({
    title: "Killed updates",
    head: ["killed after", "leftovers", "up"],
    rows: trials.map(({ call, leftovers, finished }) => [call, leftovers.join(", ") || "nothing", finished]),
  }),
  document: killTable,
  documentRows: killRows,
});
