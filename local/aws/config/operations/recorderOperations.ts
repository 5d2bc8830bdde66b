import {
  RecordingFrequency,
  RecordingStrategyType,
  type ConfigurationRecorderStatus,
  type DescribeConfigurationRecordersRequest,
  type PutConfigurationRecorderRequest,
  type RecordingMode,
  type StartConfigurationRecorderRequest,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { completeGroup, newRecorder, toConfigurationRecorder, type Recorder } from "../recorder";
import type { RegionalConfig } from "../regionalConfig";
import { flag, list, oneOf, structure, text } from "../shapes";
import type { Wire } from "../wire";
import { arn, name, resourceType, tags } from "./fields";
import { operation, type Operation } from "./operation";

const frequency = oneOf(Object.values(RecordingFrequency));

const recorderShape = structure({
  arn,
  name,
  roleARN: text(),
  recordingGroup: structure({
    allSupported: flag,
    includeGlobalResourceTypes: flag,
    resourceTypes: list(resourceType),
    exclusionByResourceTypes: structure({ resourceTypes: list(resourceType) }),
    recordingStrategy: structure({ useOnly: oneOf(Object.values(RecordingStrategyType)) }),
  }),
  recordingMode: structure({
    "recordingFrequency*": frequency,
    recordingModeOverrides: list(
      structure({
        description: text(1, 256),
        "resourceTypes*": list(resourceType),
        "recordingFrequency*": frequency,
      }),
      0,
      1,
    ),
  }),
  recordingScope: oneOf(["INTERNAL", "PAID"]),
  servicePrincipal: text(1, 128),
});

const namesShape = structure({
  ConfigurationRecorderNames: list(name),
  ServicePrincipal: text(1, 128),
  Arn: arn,
});
const nameShape = structure({ "ConfigurationRecorderName*": name });

/** Operations on the region's one configuration recorder. */
export const recorderOperations: Readonly<Record<string, Operation>> = {
  PutConfigurationRecorder: operation<PutConfigurationRecorderRequest>(
    structure({ "ConfigurationRecorder*": recorderShape, Tags: tags }),
    (config, { ConfigurationRecorder: settings, Tags }) => {
      const recorderName = settings?.name ?? "default";
      if (config.recorder && config.recorder.name !== recorderName) throw tooManyRecorders(recorderName);
      if (!settings?.roleARN)
        throw new AwsError("InvalidRoleException", "The role ARN provided is null or empty.");
      const group = completeGroup(settings.recordingGroup);
      refuseDaily(settings.recordingMode);
      const recorder = config.recorder ?? newRecorder(recorderName, config.accountId, config.region);
      if (!config.recorder) config.tags.create(recorder.arn, Tags);
      Object.assign(recorder, { roleArn: settings.roleARN, group });
      config.recorder = recorder;
      config.delivery.renewSession();
      // What the new group covers and the old one didn't is discovered now.
      if (recorder.recording) config.discover();
    },
  ),

  DescribeConfigurationRecorders: operation<DescribeConfigurationRecordersRequest>(
    namesShape,
    (config, request) => ({
      ConfigurationRecorders: selected(config, request).map(toConfigurationRecorder),
    }),
  ),

  DescribeConfigurationRecorderStatus: operation<DescribeConfigurationRecordersRequest>(
    namesShape,
    (config, request) => ({ ConfigurationRecordersStatus: selected(config, request).map(toStatus) }),
  ),

  StartConfigurationRecorder: operation<StartConfigurationRecorderRequest>(nameShape, (config, request) => {
    const recorder = named(config, request.ConfigurationRecorderName);
    if (!config.channel) {
      throw new AwsError(
        "NoAvailableDeliveryChannelException",
        "Delivery channel is not available to start configuration recorder.",
      );
    }
    if (recorder.recording) return;
    const now = new Date();
    Object.assign(recorder, {
      recording: true,
      lastStartTime: now,
      lastStatus: "PENDING",
      lastStatusChangeTime: now,
      lastErrorCode: undefined,
      lastErrorMessage: undefined,
    });
    config.discover();
  }),

  StopConfigurationRecorder: operation<StartConfigurationRecorderRequest>(nameShape, (config, request) => {
    const recorder = named(config, request.ConfigurationRecorderName);
    if (!recorder.recording) return;
    recorder.recording = false;
    recorder.lastStopTime = new Date();
    config.halt();
  }),

  DeleteConfigurationRecorder: operation<StartConfigurationRecorderRequest>(nameShape, (config, request) => {
    const recorder = named(config, request.ConfigurationRecorderName);
    recorder.recording = false;
    config.halt();
    config.recorder = undefined;
    config.tags.delete(recorder.arn);
    config.delivery.renewSession();
  }),
};

function named(config: RegionalConfig, recorderName: string | undefined): Recorder {
  if (config.recorder && config.recorder.name === recorderName) return config.recorder;
  throw new AwsError(
    "NoSuchConfigurationRecorderException",
    `Cannot find configuration recorder with the specified name '${recorderName}'.`,
  );
}

function selected(
  config: RegionalConfig,
  request: { readonly ConfigurationRecorderNames?: string[]; readonly Arn?: string },
): Recorder[] {
  if (request.ConfigurationRecorderNames?.length) {
    return request.ConfigurationRecorderNames.map((each) => named(config, each));
  }
  if (!config.recorder) return [];
  return request.Arn === undefined || request.Arn === config.recorder.arn ? [config.recorder] : [];
}

/** AWS answers the status in capitals, which isn't how the SDK's type has it. */
function toStatus(
  recorder: Recorder,
): Omit<ConfigurationRecorderStatus, "lastStatus"> & { lastStatus?: string } {
  return {
    arn: recorder.arn,
    name: recorder.name,
    lastStartTime: recorder.lastStartTime,
    lastStopTime: recorder.lastStopTime,
    recording: recorder.recording,
    lastStatus: recorder.lastStatus,
    lastErrorCode: recorder.lastErrorCode,
    lastErrorMessage: recorder.lastErrorMessage,
    lastStatusChangeTime: recorder.lastStatusChangeTime,
  };
}

function tooManyRecorders(recorderName: string): AwsError {
  return new AwsError(
    "MaxNumberOfConfigurationRecordersExceededException",
    `Failed to put configuration recorder '${recorderName}' because the maximum number of ` +
      "configuration recorders: 1 is reached.",
  );
}

/** A day is longer than a session lasts, so that daily recording would never record anything. */
function refuseDaily(mode: Wire<RecordingMode> | undefined): void {
  const frequencies = [mode, ...(mode?.recordingModeOverrides ?? [])].map((each) => each?.recordingFrequency);
  if (!frequencies.includes("DAILY")) return;
  throw new AwsError(
    "ValidationException",
    "AWS Config on this machine records continuously: recordingFrequency DAILY isn't there. Use CONTINUOUS.",
  );
}
