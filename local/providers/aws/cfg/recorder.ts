import type {
  ConfigurationRecorder,
  RecordingFrequency,
  RecordingStrategyType,
  ResourceType as ConfigResourceType,
} from "@aws-sdk/client-config-service";
import type { Recorder, RecorderArgs } from "@pulumi/aws/cfg/recorder";
import { flag, list, object, set, text } from "../../properties/property";
import { resourceType, type InputsOf, type StateOf } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";

const strategies = [
  "ALL_SUPPORTED_RESOURCE_TYPES",
  "EXCLUSION_BY_RESOURCE_TYPES",
  "INCLUSION_BY_RESOURCE_TYPES",
];
const frequencies = ["CONTINUOUS", "DAILY"];

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
      {
        recordingFrequency: text({ oneOf: frequencies }),
        recordingModeOverride: object({
          description: text(),
          recordingFrequency: text({ required: true, oneOf: frequencies }),
          resourceTypes: set(text(), { required: true }),
        }),
      },
      { computed: true },
    ),
    region: text({ computed: true, replaces: true }),
    roleArn: text({ required: true }),
  },
  autoName: { property: "name", maximum: 256 },
  gone: ["NoSuchConfigurationRecorderException"],

  async create(inputs, aws) {
    await write(inputs, aws);
    return inputs.name ?? "";
  },

  async read(id, aws) {
    const { ConfigurationRecorders } = await (
      await aws.config()
    ).describeConfigurationRecorders({ ConfigurationRecorderNames: [id] });
    const recorder = ConfigurationRecorders?.[0];
    return recorder && described(recorder);
  },

  async update(_, { news }, aws) {
    await write(news, aws);
  },

  async delete(id, _, aws) {
    await (await aws.config()).deleteConfigurationRecorder({ ConfigurationRecorderName: id });
  },
});

async function write(inputs: InputsOf<RecorderArgs, Recorder>, aws: AwsAccount): Promise<void> {
  const { recordingGroup: group, recordingMode: mode } = inputs;
  const override = mode?.recordingModeOverride;
  const strategy = group?.recordingStrategies?.[0]?.useOnly;
  const exclusion = group?.exclusionByResourceTypes?.[0]?.resourceTypes;
  await (
    await aws.config()
  ).putConfigurationRecorder({
    ConfigurationRecorder: {
      name: inputs.name,
      roleARN: inputs.roleArn,
      recordingGroup: group && {
        allSupported: group.allSupported,
        includeGlobalResourceTypes: group.includeGlobalResourceTypes,
        resourceTypes: group.resourceTypes as ConfigResourceType[] | undefined,
        recordingStrategy:
          strategy === undefined ? undefined : { useOnly: strategy as RecordingStrategyType },
        exclusionByResourceTypes: exclusion && { resourceTypes: exclusion as ConfigResourceType[] },
      },
      recordingMode: mode && {
        recordingFrequency: mode.recordingFrequency as RecordingFrequency,
        recordingModeOverrides: override && [
          {
            description: override.description,
            recordingFrequency: override.recordingFrequency as RecordingFrequency,
            resourceTypes: override.resourceTypes as ConfigResourceType[],
          },
        ],
      },
    },
  });
}

function described(recorder: ConfigurationRecorder): Partial<StateOf<Recorder>> {
  const { recordingGroup: group, recordingMode: mode } = recorder;
  const excluded = group?.exclusionByResourceTypes?.resourceTypes ?? [];
  const useOnly = group?.recordingStrategy?.useOnly;
  const override = mode?.recordingModeOverrides?.[0];
  return {
    name: recorder.name,
    roleArn: recorder.roleARN,
    recordingGroup: group && {
      allSupported: group.allSupported ?? false,
      exclusionByResourceTypes: excluded.length > 0 ? [{ resourceTypes: excluded }] : [],
      includeGlobalResourceTypes: group.includeGlobalResourceTypes ?? false,
      recordingStrategies: useOnly === undefined ? [] : [{ useOnly }],
      resourceTypes: group.resourceTypes ?? [],
    },
    recordingMode: mode && {
      recordingFrequency: mode.recordingFrequency,
      recordingModeOverride: override && {
        description: override.description,
        recordingFrequency: override.recordingFrequency ?? "",
        resourceTypes: override.resourceTypes ?? [],
      },
    },
  };
}
