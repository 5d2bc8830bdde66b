import { getPolicy } from "@pulumi/aws/iam/getPolicy";
import { getRolePolicies } from "@pulumi/aws/iam/getRolePolicies";
import { getRolePolicyAttachments } from "@pulumi/aws/iam/getRolePolicyAttachments";
import { decide, statementsOf } from "./policyStatements";
import type { RoleNeed } from "./roleUse";

/** What a role's attached policies show, each as `ACTION on RESOURCE`. */
export interface Shown {
  /** What the role doesn't allow. */
  readonly denied: readonly string[];
  /** What a condition or an inline policy decides, which can't be read here. */
  readonly unknown: readonly string[];
}

/**
 * Reads a role's attached policies, for where IAM's simulation is denied. The provider has no function that reads an inline
 * policy, only its name: where there is one, what the others don't allow is unknown.
 *
 * @throws Error where the credentials may not read the policies
 */
export async function readAttachedPolicies(roleName: string, needs: readonly RoleNeed[]): Promise<Shown> {
  const [{ policyNames }, { attachedPolicies }] = await Promise.all([
    getRolePolicies({ roleName }),
    getRolePolicyAttachments({ roleName }),
  ]);
  const policies = await Promise.all(attachedPolicies.map(({ policyArn }) => getPolicy({ arn: policyArn })));
  const statements = policies.flatMap(({ policy }) => statementsOf(policy));
  const decided = needs.flatMap(({ actions, resources }) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({
        request: `${action} on ${resource}`,
        decision: decide(statements, action, resource),
      })),
    ),
  );
  const requests = (wanted: string) =>
    decided.filter(({ decision }) => decision === wanted).map(({ request }) => request);
  return policyNames.length === 0
    ? { denied: requests("denied"), unknown: requests("unknown") }
    : { denied: [], unknown: [...requests("denied"), ...requests("unknown")] };
}
