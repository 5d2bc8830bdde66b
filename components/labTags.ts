import * as pulumi from "@pulumi/pulumi";

/** Tags of every resource that can have tags. */
export type LabTags = Readonly<Record<string, string>>;

/**
 * By these the account's administrator finds out which stack a resource belongs to: in the console's Tag Editor, in a cost
 * report, or when a stack's state is lost. `Stack` is the stack's name at the resource's creation.
 */
export function labTags(): LabTags {
  return { Project: pulumi.getProject(), Stack: pulumi.getStack() };
}

/** Input of a resource with {@link labTags} that later updates leave alone: `pulumi stack rename` changes no resource. */
export const stackTag = "tags.Stack";
