import {
  isWildcardOnlyAction,
  runSimulation,
  runUnsafeSimulation,
  type EvaluationResult,
  type Simulation,
} from "@cloud-copilot/iam-simulate";
import type { ConditionContext } from "../account";
import type { NamedPolicy, PolicyDocument } from "./roles";

/** One action on one resource, which a principal asks to be permitted. */
export interface Access {
  /** E.g. `ec2:RevokeSecurityGroupIngress`. */
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
 * Evaluates policies as IAM does. What a policy may contain was validated when it was attached.
 *
 * @param principal a session's ARN, or a service principal such as `config.amazonaws.com`.
 */
export function evaluatePolicies(
  accountId: string,
  principal: string,
  access: Access,
  policies: ApplicablePolicies,
): Verdict {
  const simulation: Simulation = {
    ...simulationOf(accountId, principal, access, policies),
    // The library reads the name of a resource's policy, which only this form (its ValidatedPolicy) has.
    resourcePolicy: policies.resource && {
      __validated: true,
      policyDocument: policies.resource,
      metadata: { name: "resource policy" },
      errors: [],
    },
  };
  // The validating form rejects what it doesn't know, such as an action newer than its data.
  return verdicts[runUnsafeSimulation(simulation, {})];
}

/**
 * The same, for policies that aren't attached yet.
 *
 * @throws Error for a policy, action or condition key that isn't valid.
 */
export async function validateAndEvaluatePolicies(
  accountId: string,
  principal: string,
  access: Access,
  policies: ApplicablePolicies,
): Promise<Verdict> {
  const result = await runSimulation(
    { ...simulationOf(accountId, principal, access, policies), resourcePolicy: policies.resource },
    {},
  );
  if (result.resultType !== "error") return verdicts[result.overallResult];
  throw new Error(`The simulation failed: ${JSON.stringify(result.errors)}`);
}

/** False for actions that policies can only permit on `*`. An unknown action is taken to have resources. */
export async function takesResources(action: string): Promise<boolean> {
  const [service = "", name = ""] = action.split(":");
  try {
    return !(await isWildcardOnlyAction(service, name));
  } catch {
    return true;
  }
}

const verdicts: Readonly<Record<EvaluationResult, Verdict>> = {
  Allowed: "allowed",
  ExplicitlyDenied: "explicitly denied",
  ImplicitlyDenied: "implicitly denied",
};

function simulationOf(
  accountId: string,
  principal: string,
  { action, resource, context }: Access,
  policies: ApplicablePolicies,
): Simulation {
  return {
    request: { principal, action, resource: { resource, accountId }, contextVariables: { ...context } },
    identityPolicies: policies.identity.map(({ name, policy }) => ({ name, policy })),
    permissionBoundaryPolicies: policies.boundary && [policies.boundary],
    // The account isn't part of an organization.
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}
