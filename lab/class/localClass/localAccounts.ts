import { homeAccount } from "@config-remediation-lab/local/aws";
import type { Student } from "../roster";

/** What a class needs of AWS on this machine. */
export interface LocalAccounts {
  /** Twelve digits each; the first is the environment's credentials'. */
  readonly accounts: readonly string[];
  /** The account of each profile. */
  readonly profiles: Readonly<Record<string, string>>;
  /** Roles to assume, by ARN, with the account that assumes them. */
  readonly roles: Readonly<Record<string, string>>;
}

/**
 * The accounts that a roster names, with profiles and roles that lead there. Students without profile and role are in the
 * environment's account; a profile without an account gets one of its own.
 */
export function localAccounts(students: readonly Student[]): LocalAccounts {
  const named = students.find(({ profile, roleArn }) => profile === undefined && roleArn === undefined);
  const home = named?.account ?? homeAccount;
  const accounts = new Set([home]);
  const profiles: Record<string, string> = {};
  for (const { profile, roleArn, account } of students) {
    // With a role, the account is the role's, and the profile only assumes it.
    if (profile !== undefined && roleArn === undefined && account !== undefined)
      profiles[profile] ??= account;
  }
  for (const { profile } of students) {
    if (profile !== undefined) profiles[profile] ??= inventedAccount(Object.keys(profiles).length);
  }
  for (const account of Object.values(profiles)) accounts.add(account);
  const roles: Record<string, string> = {};
  for (const { profile, roleArn } of students) {
    if (roleArn === undefined) continue;
    accounts.add(accountOfRole(roleArn));
    roles[roleArn] ??= profile === undefined ? home : (profiles[profile] ?? home);
  }
  return { accounts: [...accounts], profiles, roles };
}

export function accountOfRole(roleArn: string): string {
  return roleArn.split(":")[4] ?? "";
}

/** Twelve digits for the profile after `position` others. */
function inventedAccount(position: number): string {
  return String(900_000_000_001 + position);
}
