import * as pulumi from "@pulumi/pulumi";

/** Keys whose values stay secret: encrypted in the state, and `[secret]` in the outputs. */
const keptSecret: readonly string[] = ["subscriptionEmail", "requiredPermissions"];

/** The value, as a secret if its key was set with `--secret`. */
export function secretIf<T>(isSecret: boolean, value: T): T | pulumi.Output<pulumi.Unwrap<T>> {
  return isSecret ? pulumi.secret(value) : value;
}

/**
 * Warns of secrets that the program can't keep: names, ranges and settings of AWS resources are plain text in the state, in
 * the outputs and on AWS.
 */
export function warnOfPlainSecrets(secretKeys: readonly string[]): void {
  for (const key of secretKeys.filter((one) => !keptSecret.includes(one))) {
    void pulumi.log.warn(
      `${key} was set as a secret, but it becomes part of AWS resources and is plain text in the state, in the outputs and on AWS. ` +
        `Set it without --secret, or to a value that need not be secret.`,
    );
  }
}
