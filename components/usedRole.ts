import * as pulumi from "@pulumi/pulumi";
import type { ExistingRole } from "./existing";

/** A role, whether the stack creates it or the account has it. */
export interface UsedRole {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** The account's role, as one that the stack creates would be. */
export function usedRole({ name, arn }: ExistingRole): UsedRole {
  return { name: pulumi.output(name), arn: pulumi.output(arn) };
}
