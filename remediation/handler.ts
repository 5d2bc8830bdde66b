import type { ConfigRuleEvent } from "./configEvent";
import type { RequiredPermission } from "./requiredPermissions";

/** What the program decides for the function, through the closure. Plain data: it is serialised. */
export interface RemediationSettings {
  /** The policy, without faults. */
  readonly required: readonly RequiredPermission[];
  /** `enforce` changes groups; `report` only says what it would change. */
  readonly mode: "enforce" | "report";
  /** VPC whose groups are in scope. Absent: every group of the region. */
  readonly vpcId?: string;
}

/** The function's handler. Called once per execution environment, when Lambda loads the code. */
export function createHandler(settings: RemediationSettings): (event: ConfigRuleEvent) => Promise<void> {
  return () => Promise.reject(new Error(`remediation in mode ${settings.mode} isn't written yet`));
}
