import { randomBytes } from "node:crypto";
import type { ConfigurationRecorder, RecordingGroup } from "@aws-sdk/client-config-service";
import { AwsError } from "../service";
import type { Wire } from "./wire";

/** The region's customer-managed recorder: what it records, and how that goes. */
export interface Recorder {
  readonly name: string;
  readonly arn: string;
  roleArn: string;
  group: RecordingGroup;
  recording: boolean;
  lastStartTime?: Date;
  lastStopTime?: Date;
  lastStatus?: "PENDING" | "SUCCESS" | "FAILURE";
  lastStatusChangeTime?: Date;
  lastErrorCode?: string;
  lastErrorMessage?: string;
}

export function newRecorder(name: string, accountId: string, region: string): Recorder {
  const id = randomBytes(8).toString("hex");
  return {
    name,
    arn: `arn:aws:config:${region}:${accountId}:configuration-recorder/${name}/${id}`,
    roleArn: "",
    group: {},
    recording: false,
  };
}

/** Whether the recorder's group covers a resource type. */
export function records(recorder: Recorder, resourceType: string): boolean {
  const { allSupported, resourceTypes = [], exclusionByResourceTypes, recordingStrategy } = recorder.group;
  if (recordingStrategy?.useOnly === "EXCLUSION_BY_RESOURCE_TYPES") {
    return !(exclusionByResourceTypes?.resourceTypes ?? []).some((type) => type === resourceType);
  }
  return allSupported === true || resourceTypes.some((type) => type === resourceType);
}

/** Notes how the recorder's last attempt to record went. */
export function noteRecording(
  recorder: Recorder,
  error?: { readonly code: string; readonly message: string },
): void {
  const status = error ? "FAILURE" : "SUCCESS";
  if (recorder.lastStatus !== status) recorder.lastStatusChangeTime = new Date();
  recorder.lastStatus = status;
  recorder.lastErrorCode = error?.code;
  recorder.lastErrorMessage = error?.message;
}

/**
 * Completes a recording group as AWS does: every supported type when nothing is said, and the strategy that
 * follows from the rest.
 *
 * @throws AwsError `InvalidRecordingGroupException` where the group contradicts itself.
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

/** As DescribeConfigurationRecorders answers it. */
export function toConfigurationRecorder(recorder: Recorder): ConfigurationRecorder {
  return {
    arn: recorder.arn,
    name: recorder.name,
    roleARN: recorder.roleArn,
    recordingGroup: recorder.group,
    recordingMode: { recordingFrequency: "CONTINUOUS", recordingModeOverrides: [] },
    recordingScope: "PAID",
  };
}
