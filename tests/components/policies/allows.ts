import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "../../../components/policies/policyDocument";

/** A request that IAM decides on. */
export interface Asked {
  /** The role's ARN, or a service such as `config.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys. */
  readonly context?: Record<string, string>;
}

/** Whether IAM, as @cloud-copilot/iam-simulate plays it, allows the request by these policies. */
export async function allows(
  policies: { readonly identity?: PolicyDocument; readonly resource?: PolicyDocument },
  { principal, action, resource, context = {} }: Asked,
): Promise<boolean> {
  const outcome = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: "123456789012" },
        contextVariables: context,
      },
      identityPolicies: policies.identity ? [{ name: "policy", policy: policies.identity }] : [],
      resourcePolicy: policies.resource,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (outcome.resultType === "error") {
    throw new Error(`The simulator can't decide: ${JSON.stringify(outcome.errors)}`);
  }
  return outcome.overallResult === "Allowed";
}
