import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { Progress } from "@config-remediation-lab/local/support/progress";
import { commandFolder } from "../commandFolder";
import { takeEnvironment } from "../engine/takeEnvironment";
import { takeInventory } from "./account/inventory";
import type { Findings } from "../findings";
import { Outsider } from "./account/outsider";
import { student } from "./student";
import type { Rehearsal } from "./step";

export interface SetUpOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Called as soon as there is a session to stop. */
  readonly onSession: (session: LocalSession) => void;
}

/** Gets the tools, starts AWS on this machine, creates a group outside the lab and an empty stack. */
export async function setUp(options: SetUpOptions): Promise<{ rehearsal: Rehearsal; findings: Findings }> {
  const { signal, progress } = options;
  const session = await startSession({ path: [commandFolder], progress });
  options.onSession(session);
  takeEnvironment(session);

  const clients = new AwsClients(session.aws.region);
  const outsider = await Outsider.create(clients);
  const inventory = await takeInventory(clients);
  progress("Creating the stack");
  // Loaded here: importing the engine's SDK fails without a temporary folder, for which startSession has the better error.
  const { RehearsalStack } = await import("./rehearsalStack");
  const stack = await RehearsalStack.create(
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
    outsider,
    inventory,
    signal,
    progress,
  };
  return { rehearsal, findings: await look(rehearsal) };
}

async function look({ session, outsider }: Rehearsal): Promise<Findings> {
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
