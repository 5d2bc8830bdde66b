import { orAbsent } from "../../failures";
import { text, type ResourceKind } from "./kind";

export const configKinds: Readonly<Record<string, ResourceKind>> = {
  "aws:cfg/recorder:Recorder": {
    note: "its status goes with it",
    count: async (_, { config }) =>
      (await config.describeConfigurationRecorders({})).ConfigurationRecorders?.length ?? 0,
    remove: async (resource, { config }) => {
      await config.deleteConfigurationRecorder({ ConfigurationRecorderName: text(resource, "name") });
    },
  },
  "aws:cfg/deliveryChannel:DeliveryChannel": {
    note: "the recorder is stopped first",
    count: async (_, { config }) => (await config.describeDeliveryChannels({})).DeliveryChannels?.length ?? 0,
    remove: async (resource, { config }) => {
      const { ConfigurationRecorders = [] } = await config.describeConfigurationRecorders({});
      for (const { name } of ConfigurationRecorders)
        await config.stopConfigurationRecorder({ ConfigurationRecorderName: name });
      await config.deleteDeliveryChannel({ DeliveryChannelName: text(resource, "name") });
    },
  },
  "aws:cfg/recorderStatus:RecorderStatus": {
    note: "the recorder is stopped",
    count: async (_, { config }) => {
      const { ConfigurationRecordersStatus = [] } = await config.describeConfigurationRecorderStatus({});
      return ConfigurationRecordersStatus.filter(({ recording }) => recording).length;
    },
    remove: async (resource, { config }) => {
      await config.stopConfigurationRecorder({ ConfigurationRecorderName: text(resource, "name") });
    },
  },
  "aws:cfg/rule:Rule": {
    count: async (resource, { config }) => {
      const found = await orAbsent(
        config.describeConfigRules({ ConfigRuleNames: [text(resource, "name")] }),
        "NoSuchConfigRuleException",
      );
      return found?.ConfigRules?.length ?? 0;
    },
    remove: async (resource, { config }) => {
      await config.deleteConfigRule({ ConfigRuleName: text(resource, "name") });
    },
  },
};
