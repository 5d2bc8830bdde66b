import type { LocalSession } from "@config-remediation-lab/local/session";
import type { Captured } from "../../localSession";
import { durationInWords } from "../../output/duration";
import { progress } from "../../output/print";
import { environmentWith } from "../credentials";
import type { StudentLab } from "../labs";
import type { StepOutcome } from "./stepLog";

/** Runs a command of `config-lab`, with nothing of it on the terminal. */
type Command = (args: readonly string[], environment: NodeJS.ProcessEnv) => Promise<Captured>;

/**
 * Each student opens two ports of LabSG1, one student after another, with the credentials of their account.
 *
 * @param watched whether each waits until the group is remediated
 */
export async function causeIncidents(
  labs: readonly StudentLab[],
  watched: boolean,
  session: LocalSession,
  command: Command,
): Promise<StepOutcome> {
  const done = watched ? "remediated" : "caused";
  const failures: string[] = [];
  for (const [index, { student, source, region }] of labs.entries()) {
    const environment = await environmentWith(source, region, session.environment);
    const args = ["incident", "--stack", student.stack, "--json", ...(watched ? ["--watch"] : [])];
    const began = performance.now();
    const { code, stderr } = await command(args, environment);
    const took = durationInWords(performance.now() - began);
    progress(
      `incident ${index + 1} of ${labs.length}, ${student.stack}: ${code === 0 ? done : "failed"} in ${took}`,
    );
    if (code !== 0) failures.push(`${student.stack}: ${stderr.trim()}`);
  }
  const well = labs.length - failures.length;
  return {
    outcome: [`${done} for ${well} of ${labs.length}`, ...failures].join("\n"),
    ok: well === labs.length,
  };
}
