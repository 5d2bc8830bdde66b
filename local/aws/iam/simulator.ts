import { runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { ConditionContext } from "../account";
import type { NamedPolicy, PolicyDocument } from "./roles";

/** One thing that somebody wants to do, as IAM sees it. */
export interface Access {
  /** Such as `ec2:RevokeSecurityGroupIngress`. */
  readonly action: string;
  /** An ARN, or `*` for actions that have no resource. */
  readonly resource: string;
  readonly context: ConditionContext;
}

/** The policies that apply to it. */
export interface ApplicablePolicies {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly resource?: PolicyDocument;
}

export type Verdict = "allowed" | "implicitly denied" | "explicitly denied";

/**
 * Evaluates policies as IAM does.
 *
 * @param principal a session's ARN, or a service principal such as `config.amazonaws.com`.
 */
export function evaluate(
  accountId: string,
  principal: string,
  { action, resource, context }: Access,
  policies: ApplicablePolicies,
): Verdict {
  const simulation: Simulation = {
    request: {
      principal,
      action,
      resource: { resource, accountId },
      contextVariables: { ...context },
    },
    identityPolicies: policies.identity.map(({ name, policy }) => ({ name, policy })),
    permissionBoundaryPolicies: policies.boundary && [policies.boundary],
    // The library reads the name of a resource's policy, which only this form (its ValidatedPolicy) carries.
    resourcePolicy: policies.resource && {
      __validated: true,
      policyDocument: policies.resource,
      metadata: { name: "resource policy" },
      errors: [],
    },
    // No organization stands above this account.
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  // The validating form refuses what it doesn't know, such as an action newer than its data. What a policy may say
  // was decided when it was attached.
  switch (runUnsafeSimulation(simulation, {})) {
    case "Allowed":
      return "allowed";
    case "ExplicitlyDenied":
      return "explicitly denied";
    case "ImplicitlyDenied":
      return "implicitly denied";
  }
}
