import { readMails } from "@config-remediation-lab/local/aws/sns/mailbox";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { confirmationLink } from "../mail/confirmationLink";
import { takeInventory, type Inventory } from "../rehearsal/account/inventory";
import { RehearsalStack } from "../rehearsal/rehearsalStack";
import { takeEnvironment } from "../engine/takeEnvironment";
import { student } from "../rehearsal/student";
import type { StateResource } from "./kinds";

/** A lab on AWS of this machine, on which trials are made. */
export interface TrialLab {
  readonly session: LocalSession;
  readonly clients: AwsClients;
  readonly stack: RehearsalStack;
  /** What the account had before the lab. */
  readonly before: Inventory;
  readonly progress: (line: string) => void;
}

/** Starts AWS on this machine with an empty stack; this process gets the session's environment. */
export async function startTrialLab(progress: (line: string) => void): Promise<TrialLab> {
  const session = await startSession({ progress });
  try {
    takeEnvironment(session);
    const clients = new AwsClients(session.aws.region);
    const before = await takeInventory(clients);
    const config = {
      "aws:region": session.aws.region,
      "config-remediation-lab:itscAccount": student.itscAccount,
      "config-remediation-lab:subscriptionEmail": student.subscriptionEmail,
    };
    const stack = await RehearsalStack.create(session, config, new AbortController().signal, () => undefined);
    return { session, clients, stack, before, progress };
  } catch (error) {
    await session.stop();
    throw error;
  }
}

/** Opens the links of all mails that ask for it, as the student does: SNS deletes no subscription that is pending. */
export async function confirmSubscriptions({ session }: TrialLab): Promise<void> {
  for (const mail of await readMails(session.aws.mailbox)) {
    const link = confirmationLink(mail);
    // The link of a subscription that was replaced is refused.
    if (link !== undefined) await (await fetch(link)).arrayBuffer();
  }
}

/** The resources that providers manage, without the providers themselves, in the order in which they were created. */
export async function resourcesOf(stack: RehearsalStack): Promise<StateResource[]> {
  const all = await stack.resources();
  return all
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map(({ urn, type, id = "", outputs = {} }) => ({
      urn,
      type,
      id,
      outputs,
      name: urn.split("::").at(-1) ?? urn,
    }));
}
