import type { LocalSession } from "@config-remediation-lab/local/session";
import type { Quotas } from "@config-remediation-lab/local/aws/quotas";
import type { Interrupts } from "@config-remediation-lab/local/support/interrupts";
import { inSession } from "../../localSession";
import { loadRoster, type RosterOptions } from "../roster";
import { localAccounts } from "./localAccounts";
import { makeRoles } from "./makeRoles";

export interface ClassSessionOptions extends RosterOptions {
  /** @default AWS_REGION, else us-east-1 */
  readonly region?: string;
  /** Of every account and region. @default a new account's */
  readonly quotas?: Partial<Quotas>;
}

/** Ctrl-C is for the class's command, which has a meaning for three of them. */
const ofTheCommand = 3;

/** Uses AWS on this machine with the accounts, profiles and roles that a roster names. @returns what the use returns */
export async function inClassSession(
  roster: string,
  { region = process.env.AWS_REGION ?? "us-east-1", quotas, ...options }: ClassSessionOptions,
  use: (session: LocalSession, interrupts: Interrupts) => Promise<number>,
): Promise<number> {
  const { students } = await loadRoster(roster, options);
  const { accounts, profiles, roles } = localAccounts(students);
  return inSession(
    { region, accounts, profiles, quotas, interrupts: ofTheCommand },
    async (session, interrupts) => {
      await makeRoles(session.aws, { roles });
      return use(session, interrupts);
    },
  );
}
