import type { Student } from "../roster";

/** Where the credentials for a student's lab come from. */
export interface CredentialSource {
  /** @default the credentials of the environment */
  readonly profile?: string;
  /** Assumed by the profile or the environment's credentials. @default none */
  readonly roleArn?: string;
}

export function sourceOf({ profile, roleArn }: Student): CredentialSource {
  return { profile, roleArn };
}

/** Such as `profile teacher`, `role arn:aws:iam::123456789012:role/Lab`, `the environment's credentials`. */
export function sourceInWords({ profile, roleArn }: CredentialSource): string {
  const base = profile === undefined ? "the environment's credentials" : `profile ${profile}`;
  if (roleArn === undefined) return base;
  return profile === undefined ? `role ${roleArn}` : `role ${roleArn} by ${base}`;
}
