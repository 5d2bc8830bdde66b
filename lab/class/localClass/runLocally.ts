import { mailboxVariable } from "@config-remediation-lab/local/support/mailboxVariable";
import { exitCodes, LabError } from "../../failures";
import { progress as say } from "../../output/print";
import { runIn, stay } from "../../localSession";
import { inClassSession, type ClassSessionOptions } from "./inClassSession";

/** Whether this process runs in a session of AWS on this machine. */
function isInSession(): boolean {
  return process.env[mailboxVariable] !== undefined;
}

/**
 * Runs one of the class's commands on AWS on this machine: in the session that this process is in, else in one that lasts as
 * long as the command, or, after `up`, until Ctrl-C.
 *
 * @param args of the command line
 * @param run what the command does in this process
 * @throws LabError where the command needs a class that is up, and there is no session
 */
export async function runLocally(
  {
    name,
    roster,
    args,
    ...options
  }: ClassSessionOptions & {
    readonly name: string;
    readonly roster: string;
    readonly args: readonly string[];
  },
  run: () => Promise<number>,
): Promise<number> {
  if (isInSession()) return run();
  if (name !== "plan" && name !== "up") {
    throw new LabError(`class ${name} --local: this terminal isn't in a session of AWS on this machine.`, {
      code: "NoSession",
      exitCode: exitCodes.usage,
      next: "Bring the class up there (config-lab class up ROSTER --local) and source the file that it prints, or rehearse all of it: config-lab class rehearse ROSTER",
    });
  }
  const command = ["config-lab", ...args.filter((word) => word !== "--local")];
  return inClassSession(roster, options, async (session, interrupts) => {
    const code = await runIn(session, command, interrupts);
    if (name === "plan" || code !== exitCodes.ok || interrupts.signal.aborted) return code;
    say("The class is up on this machine, until Ctrl-C.");
    return stay(session, interrupts);
  });
}
