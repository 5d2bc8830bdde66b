import { sdkCalls } from "./awsCalls";
import type { ConfigRuleEvent } from "./configEvent";
import { remediate } from "./remediate";
import type { RemediationSettings } from "./settings";

export type { ConfigRuleEvent } from "./configEvent";
export type { RemediationSettings } from "./settings";

/**
 * Makes the function's handler. Called once per execution environment, when Lambda loads the code; the clients created
 * here are kept between invocations. Pulumi serialises everything it refers to: plain functions and plain constants only.
 *
 * @example createHandler({ required: handoutPermissions, mode: "enforce", vpcId: "vpc-0a1b2c3d4e5f60718" })
 */
export function createHandler(
  settings: RemediationSettings,
): (event: ConfigRuleEvent, context: InvocationContext) => Promise<void> {
  const calls = sdkCalls();
  return (event, context) => remediate(event, settings, calls, () => context.getRemainingTimeInMillis());
}

/** What the function uses of Lambda's context object. */
export interface InvocationContext {
  /** Milliseconds until Lambda ends the invocation. */
  getRemainingTimeInMillis(): number;
}
