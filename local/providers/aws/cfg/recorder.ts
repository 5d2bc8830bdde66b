import type {
  RecordingFrequency,
  RecordingStrategyType,
  ResourceType as ConfigResourceType,
} from "@aws-sdk/client-config-service";
import type { Recorder, RecorderArgs } from "@pulumi/aws/cfg/recorder";
import { flag, list, object, set, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { createdAndUpdatedBy, resourceType, type InputsOf } from "../resource/resourceType";

const strategies = [
  "ALL_SUPPORTED_RESOURCE_TYPES",
  "EXCLUSION_BY_RESOURCE_TYPES",
  "INCLUSION_BY_RESOURCE_TYPES",
];

export default resourceType<RecorderArgs, Recorder>({
  token: "aws:cfg/recorder:Recorder",
  properties: {
    name: text({ replaces: true }),
    recordingGroup: object(
      {
        allSupported: flag({ default: true }),
        exclusionByResourceTypes: list(object({ resourceTypes: set(text()) })),
        includeGlobalResourceTypes: flag(),
        recordingStrategies: list(object({ useOnly: text({ oneOf: strategies }) }), { computed: true }),
        resourceTypes: set(text()),
      },
      { computed: true },
    ),
    recordingMode: object(
      { recordingFrequency: text({ oneOf: ["CONTINUOUS", "DAILY"] }) },
      { computed: true },
    ),
    roleArn: text({ required: true }),
  },
  autoName: { property: "name", maximum: 256 },
  gone: ["NoSuchConfigurationRecorderException"],

  ...createdAndUpdatedBy(put),

  async read(id, aws) {
    const { ConfigurationRecorders } = await aws.config.describeConfigurationRecorders({
      ConfigurationRecorderNames: [id],
    });
    const recorder = ConfigurationRecorders?.[0];
    if (!recorder) return undefined;
    const { recordingGroup: group, recordingMode: mode } = recorder;
    const excluded = group?.exclusionByResourceTypes?.resourceTypes ?? [];
    const useOnly = group?.recordingStrategy?.useOnly;
    return {
      name: recorder.name,
      recordingGroup: group && {
        allSupported: group.allSupported ?? false,
        exclusionByResourceTypes: excluded.length > 0 ? [{ resourceTypes: excluded }] : [],
        includeGlobalResourceTypes: group.includeGlobalResourceTypes ?? false,
        recordingStrategies: useOnly === undefined ? [] : [{ useOnly }],
        resourceTypes: group.resourceTypes ?? [],
      },
      recordingMode: mode && { recordingFrequency: mode.recordingFrequency },
      roleArn: recorder.roleARN,
    };
  },

  async delete(id, _, aws) {
    await aws.config.deleteConfigurationRecorder({ ConfigurationRecorderName: id });
  },
});

async function put(inputs: InputsOf<RecorderArgs, Recorder>, aws: AwsAccount): Promise<string> {
  const { recordingGroup: group, recordingMode: mode } = inputs;
  const excluded = group?.exclusionByResourceTypes?.[0]?.resourceTypes as ConfigResourceType[] | undefined;
  const useOnly = group?.recordingStrategies?.[0]?.useOnly as RecordingStrategyType | undefined;
  await aws.config.putConfigurationRecorder({
    ConfigurationRecorder: {
      name: inputs.name,
      roleARN: inputs.roleArn,
      recordingGroup: group && {
        allSupported: group.allSupported,
        includeGlobalResourceTypes: group.includeGlobalResourceTypes,
        resourceTypes: group.resourceTypes as ConfigResourceType[] | undefined,
        recordingStrategy: useOnly && { useOnly },
        exclusionByResourceTypes: excluded && { resourceTypes: excluded },
      },
      recordingMode: mode && { recordingFrequency: mode.recordingFrequency as RecordingFrequency },
    },
  });
  return inputs.name ?? "";
}
