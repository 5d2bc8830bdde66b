import type { AwsCalls } from "./awsCalls";
import type { EvaluatedResource } from "./configEvent";
import type { Log } from "./log";
import type { RequiredPermission } from "./requiredPermissions";

/** The function's settings, captured in its closure. Plain data: they are serialised. */
export interface RemediationSettings {
  /** The policy; valid. */
  readonly required: readonly RequiredPermission[];
  /** `enforce` changes groups; `report` only reports what it would change. */
  readonly mode: "enforce" | "report";
  /** VPC whose groups are in scope. Absent: every group of the region. */
  readonly vpcId?: string;
}

/** One group's evaluation, with the means to carry it out. */
export interface Evaluated {
  readonly resource: EvaluatedResource;
  readonly resultToken: string;
  readonly settings: RemediationSettings;
  readonly calls: AwsCalls;
  readonly log: Log;
}
