import type { PolicyDocument } from "../../../components/policies/policyDocument";
import { validateAndEvaluatePolicies } from "../../../local/aws/iam";
import { account } from "../mockAws";

/** A request that IAM decides on. */
export interface Asked {
  /** The role's ARN, or a service such as `config.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys. */
  readonly context?: Record<string, string>;
}

/**
 * Whether IAM, as AWS on this machine evaluates it, allows the request by these policies.
 *
 * @throws Error for a policy, action or condition key that isn't valid
 */
export async function allows(
  policies: { readonly identity?: PolicyDocument; readonly resource?: PolicyDocument },
  { principal, action, resource, context = {} }: Asked,
): Promise<boolean> {
  const verdict = await validateAndEvaluatePolicies(
    account.id,
    principal,
    { action, resource, context },
    {
      identity: policies.identity ? [{ name: "policy", policy: policies.identity }] : [],
      resource: policies.resource,
    },
  );
  return verdict === "allowed";
}
