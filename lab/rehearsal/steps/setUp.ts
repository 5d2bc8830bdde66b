import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { createClients } from "../../stack/clients";
import { takeInventory } from "../inventory";
import { Mailbox } from "../mailbox";
import { Outsider } from "../outsider";
import type { Rehearsal, Seen } from "../step";

export const title = "Set-up";

/** The student of the rehearsal. */
export const student = { itscAccount: "stuabc", subscriptionEmail: "stuabc@example.com" };

export interface SetUpOptions {
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
  /** Gets the session as soon as there is one to end. */
  readonly onSession: (session: LocalSession) => void;
}

/** Gets the tools, starts AWS on this machine, puts somebody else's group there, and creates an empty stack. */
export async function setUp(options: SetUpOptions): Promise<{ rehearsal: Rehearsal; seen: Seen }> {
  const { signal, progress } = options;
  const session = await startSession({ progress });
  options.onSession(session);
  takeEnvironment(session);

  const clients = createClients({ region: session.aws.region });
  const outsider = await Outsider.create(clients);
  const inventory = await takeInventory(clients);
  progress("Creating the stack");
  // Loaded only now: importing the engine's SDK fails without a temporary folder, which startSession tells better.
  const { LabStack } = await import("../labStack");
  const stack = await LabStack.create(
    session,
    {
      "aws:region": session.aws.region,
      "config-remediation-lab:itscAccount": student.itscAccount,
      "config-remediation-lab:subscriptionEmail": student.subscriptionEmail,
      "config-remediation-lab:stage": "environment",
    },
    signal,
    progress,
  );
  const rehearsal: Rehearsal = {
    session,
    clients,
    stack,
    mailbox: new Mailbox(session.aws.mailbox),
    outsider,
    inventory,
    signal,
    progress,
  };
  return { rehearsal, seen: await look(rehearsal) };
}

/** From here on this process is the student's: SDK clients and the program find AWS by its environment. */
function takeEnvironment({ environment }: LocalSession): void {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

async function look({ session, outsider }: Rehearsal): Promise<Seen> {
  const { checks, evidence } = await outsider.untouched();
  return {
    checks,
    evidence: [
      {
        title: "What it runs on",
        head: ["what", "which"],
        rows: [
          ["Node.js", process.versions.node],
          ["Pulumi", `${session.engine.version}, ${session.engine.pulumi}`],
          ["AWS", `${session.aws.endpoint}, account ${session.aws.accountId}, region ${session.aws.region}`],
        ],
      },
      ...evidence,
    ],
  };
}
