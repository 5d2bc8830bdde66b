import {
  RecordingFrequency,
  RecordingStrategyType,
  type DescribeConfigurationRecordersRequest,
  type PutConfigurationRecorderRequest,
  type StartConfigurationRecorderRequest,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { arn, name, resourceType, tags } from "./model/fields";
import { operation, type Operations, type Parts } from "./model/operation";
import { flag, list, oneOf, structure, text } from "./model/shapes";

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

/** Operations on the region's configuration recorder. */
export const recorderOperations: Operations<keyof Parts> = {
  PutConfigurationRecorder: operation<PutConfigurationRecorderRequest, keyof Parts>(
    structure({ "ConfigurationRecorder*": recorderShape, Tags: tags }),
    (parts, { ConfigurationRecorder = {}, Tags }) => {
      const { recorders } = parts.recording;
      const existing = recorders.current;
      const recorder = recorders.put(ConfigurationRecorder);
      if (!existing) parts.tags.create(recorder.arn, Tags);
      parts.delivery.renewSession();
      // Discovers what the new recording group covers and the previous one didn't.
      if (recorder.recording) discover(parts);
    },
  ),

  DescribeConfigurationRecorders: operation<DescribeConfigurationRecordersRequest, "recording">(
    namesShape,
    ({ recording }, { ConfigurationRecorderNames, Arn }) => ({
      ConfigurationRecorders: recording.recorders
        .select(ConfigurationRecorderNames, Arn)
        .map((recorder) => recorder.describe()),
    }),
  ),

  DescribeConfigurationRecorderStatus: operation<DescribeConfigurationRecordersRequest, "recording">(
    namesShape,
    ({ recording }, { ConfigurationRecorderNames, Arn }) => ({
      ConfigurationRecordersStatus: recording.recorders
        .select(ConfigurationRecorderNames, Arn)
        .map((recorder) => recorder.describeStatus()),
    }),
  ),

  StartConfigurationRecorder: operation<
    StartConfigurationRecorderRequest,
    "recording" | "delivery" | "evaluation"
  >(nameShape, (parts, { ConfigurationRecorderName }) => {
    const recorder = parts.recording.recorders.require(ConfigurationRecorderName);
    if (!parts.delivery.channels.current) {
      throw new AwsError(
        "NoAvailableDeliveryChannelException",
        "Delivery channel is not available to start configuration recorder.",
      );
    }
    if (recorder.recording) return;
    recorder.start();
    discover(parts);
  }),

  StopConfigurationRecorder: operation<StartConfigurationRecorderRequest, "recording" | "evaluation">(
    nameShape,
    (parts, { ConfigurationRecorderName }) => {
      const recorder = parts.recording.recorders.require(ConfigurationRecorderName);
      if (!recorder.recording) return;
      recorder.stop();
      clear(parts);
    },
  ),

  DeleteConfigurationRecorder: operation<StartConfigurationRecorderRequest, keyof Parts>(
    nameShape,
    (parts, { ConfigurationRecorderName }) => {
      const recorder = parts.recording.recorders.require(ConfigurationRecorderName);
      parts.recording.recorders.delete();
      clear(parts);
      parts.tags.delete(recorder.arn);
      parts.delivery.renewSession();
    },
  ),
};

function discover({ recording, evaluation }: Pick<Parts, "recording" | "evaluation">): void {
  recording.groupsChanged("all");
  evaluation.evaluateNew();
}

/** Discards what is queued, which only a running recorder may record and evaluate. */
function clear({ recording, evaluation }: Pick<Parts, "recording" | "evaluation">): void {
  recording.clear();
  evaluation.clear();
}
