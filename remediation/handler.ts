import { sdkCalls } from "./awsCalls";
import type { ConfigRuleEvent } from "./configEvent";
import { remediate } from "./remediate";
import type { RemediationSettings } from "./settings";

export type { ConfigRuleEvent } from "./configEvent";
export type { RemediationSettings } from "./settings";

/**
 * The function's handler. Lambda calls this once per execution environment, when it loads the code; the clients made
 * here are kept between invocations. What it reaches is serialised by Pulumi: plain functions and plain constants only.
 *
 * @example createHandler({ required: handoutPermissions, mode: "enforce", vpcId: "vpc-0a1b2c3d4e5f60718" })
 */
export function createHandler(settings: RemediationSettings): (event: ConfigRuleEvent) => Promise<void> {
  const calls = sdkCalls();
  return (event) => remediate(event, settings, calls);
}
