import type { AwsCalls } from "./awsCalls";
import type { EvaluatedResource } from "./configEvent";
import type { Log } from "./log";
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

/** One group's evaluation: what it is about, and what it may use. */
export interface Evaluated {
  readonly resource: EvaluatedResource;
  readonly resultToken: string;
  readonly settings: RemediationSettings;
  readonly calls: AwsCalls;
  readonly log: Log;
}
