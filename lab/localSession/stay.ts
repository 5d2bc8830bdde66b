import { usageLines, type LocalSession } from "@config-remediation-lab/local/session";
import { aborted, type Interrupts } from "@config-remediation-lab/local/support/interrupts";
import { print, progress } from "../output/print";

/** Prints how to use the session, and waits for a signal, which is the way to end it: exit code 0. */
export async function stay(session: LocalSession, interrupts: Interrupts): Promise<number> {
  print(usageLines(session).join("\n"));
  await aborted(interrupts.signal);
  progress("Shutting down");
  return 0;
}
