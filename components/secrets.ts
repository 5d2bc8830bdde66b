import * as pulumi from "@pulumi/pulumi";
import type { StackConfiguration } from "./readConfiguration";

/** Keys whose values stay secret: encrypted in the state, and `[secret]` in the outputs. */
const kept = ["subscriptionEmail", "requiredPermissions", "allowedPermissions"] as const;

/** The values that stay secret if their keys were set with `--secret`. */
export type KeptValues = {
  readonly [Key in (typeof kept)[number]]: pulumi.Input<StackConfiguration[Key]>;
};

/**
 * Marks the values of secret keys as secrets, and warns of secrets that the program can't keep: names, ranges and settings of
 * AWS resources are plain text in the state, in the outputs and on AWS, and a subscription's address is on AWS. Of required
 * permissions in the function's code Pulumi warns itself.
 */
export function keepSecrets(configuration: StackConfiguration): KeptValues {
  const { secretKeys } = configuration;
  for (const key of secretKeys.filter((one) => !kept.some((known) => known === one))) {
    void pulumi.log.warn(
      `${key} was set as a secret, but it becomes part of AWS resources and is plain text in the state, in the outputs and on AWS. ` +
        `Set it without --secret, or to a value that need not be secret.`,
    );
  }
  if (secretKeys.includes("subscriptionEmail")) {
    void pulumi.log.warn(
      "subscriptionEmail was set as a secret and stays one in the state and in the outputs. On AWS it is plain text: " +
        "sns:ListSubscriptions returns it.",
    );
  }
  const value = <Key extends (typeof kept)[number]>(key: Key) =>
    secretKeys.includes(key) ? pulumi.secret(configuration[key]) : configuration[key];
  return {
    subscriptionEmail: value("subscriptionEmail"),
    requiredPermissions: value("requiredPermissions"),
    allowedPermissions: value("allowedPermissions"),
  };
}
