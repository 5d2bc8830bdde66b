import type { AwsCalls } from "./awsCalls";
import type { EvaluatedResource } from "./configEvent";
import type { Log } from "./log";
import type { RequiredPermission } from "./requiredPermissions";

/** The function's settings, captured in its closure. Plain data: they are serialised. */
export interface RemediationSettings {
  /** The policy; valid. */
  readonly required: readonly RequiredPermission[];
  /** What a group may have beside the policy; valid. @default nothing */
  readonly allowed?: readonly RequiredPermission[];
  /** Whether a group's tag can exempt it, see `readExemption`. @default false */
  readonly exemptions?: boolean;
  /** Whether every group is evaluated when AWS Config's schedule says so. @default false */
  readonly safetyNet?: boolean;
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
