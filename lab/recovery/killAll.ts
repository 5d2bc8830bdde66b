/**
 * Kills `pulumi up` at every call that changes something on AWS, when AWS has done it and the engine doesn't know; then completes
 * the lab as docs/recovery.md says, and destroys it. On the real engine and AWS of this machine.
 *
 *     npx ts-node lab/recovery/killAll.ts [--json | --write] [FIRST [LAST]]
 *
 * FIRST and LAST restrict it to calls of these numbers. Prints what came of each; --json for programs, --write renews
 * docs/recovery.md. Exit code 1 if anything deviates.
 */
import { join } from "node:path";
import { renderTable } from "../output/table";
import { killTable, killRows, writeTable } from "./document";
import { killAt, type KillTrial } from "./killTrial";
import { startTrialLab } from "./session";

async function main(): Promise<void> {
  process.chdir(join(__dirname, "..", ".."));
  const options = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
  const numbers = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const [first = 1, last = Infinity] = numbers.map(Number);
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
  if (options.includes("--write")) await writeTable(killTable, killRows(trials));
  if (options.includes("--json")) process.stdout.write(`${JSON.stringify(trials)}\n`);
  else process.stdout.write(`${asText(trials)}\n`);
}

function asText(trials: readonly KillTrial[]): string {
  const rows = trials.map(({ call, leftovers, finished }) => [
    call,
    leftovers.join(", ") || "nothing",
    finished,
  ]);
  const head = ["killed after", "leftovers", "up"];
  return renderTable({ title: "Killed updates", head, rows }, { lines: false });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
