/** Configuration key of the account's stack, with a list of these as JSON. */
export const subscriptionsKey = "config-remediation-lab:subscriptions";

/** Whose mails about which groups the account's one channel sends. */
export interface AccountSubscription {
  /** The student's stack. */
  readonly student: string;
  readonly email: string;
  /** Ids of the student's security groups. */
  readonly groups: readonly string[];
}
