import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** A resource and its tags. */
export interface Tagged {
  /** By which its service names it. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Commands of the AWS CLI that delete it, in this order. */
  readonly commands: readonly string[];
}

/** What is looked for. Names, which may be another lab's, only choose whose tags are read. */
export interface Sought {
  readonly classes: readonly string[];
  /** Ends of the names that stacks give, empty where a stack has an account of its own. */
  readonly suffixes: readonly string[];
}

/** How resources of a kind are found. It may return others, whose tags show that. */
export type FindTagged = (clients: AwsClients, sought: Sought) => Promise<readonly Tagged[]>;

/** Whether a name is one that a stack gives. */
export function isNamed(name: string | undefined, base: string, { suffixes }: Sought): boolean {
  return suffixes.some((suffix) => name === `${base}${suffix}`);
}

/** Tags as services list them: some in lists, with keys in large or small letters. */
export function tagsOf(
  list: readonly { readonly Key?: string; readonly Value?: string }[] | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries((list ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}
