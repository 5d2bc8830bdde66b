import type { RecordingGroup } from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import type { Wire } from "../support/wire";

/**
 * Completes a recording group as AWS does: every supported type when nothing is specified, and the strategy
 * that follows from the other fields.
 *
 * @throws AwsError `InvalidRecordingGroupException` where the fields contradict each other.
 */
export function completeGroup(group: Wire<RecordingGroup> | undefined): RecordingGroup {
  const resourceTypes = group?.resourceTypes ?? [];
  const excluded = group?.exclusionByResourceTypes?.resourceTypes ?? [];
  const useOnly = group?.recordingStrategy?.useOnly ?? strategyOf(group);
  const allSupported = useOnly === "ALL_SUPPORTED_RESOURCE_TYPES";
  const includeGlobalResourceTypes = group?.includeGlobalResourceTypes ?? false;
  const contradicts =
    (group?.allSupported ?? allSupported) !== allSupported ||
    (includeGlobalResourceTypes && !allSupported) ||
    resourceTypes.length > 0 !== (useOnly === "INCLUSION_BY_RESOURCE_TYPES") ||
    excluded.length > 0 !== (useOnly === "EXCLUSION_BY_RESOURCE_TYPES");
  if (contradicts)
    throw new AwsError("InvalidRecordingGroupException", "The recording group provided is not valid");
  return {
    allSupported,
    includeGlobalResourceTypes,
    resourceTypes,
    exclusionByResourceTypes: { resourceTypes: excluded },
    recordingStrategy: { useOnly },
  };
}

function strategyOf(group: Wire<RecordingGroup> | undefined) {
  if (group?.exclusionByResourceTypes?.resourceTypes?.length) return "EXCLUSION_BY_RESOURCE_TYPES";
  if (group?.allSupported || !group) return "ALL_SUPPORTED_RESOURCE_TYPES";
  return "INCLUSION_BY_RESOURCE_TYPES";
}

/** Whether a completed group covers a resource type. */
export function covers(group: RecordingGroup, resourceType: string): boolean {
  const { allSupported, resourceTypes = [], exclusionByResourceTypes, recordingStrategy } = group;
  if (recordingStrategy?.useOnly === "EXCLUSION_BY_RESOURCE_TYPES") {
    return !(exclusionByResourceTypes?.resourceTypes ?? []).some((type) => type === resourceType);
  }
  return allSupported === true || resourceTypes.some((type) => type === resourceType);
}
