import type { RecorderStatus, RecorderStatusArgs } from "@pulumi/aws/cfg/recorderStatus";
import { flag, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { resourceType } from "../resource/resourceType";

export default resourceType<RecorderStatusArgs, RecorderStatus>({
  token: "aws:cfg/recorderStatus:RecorderStatus",
  properties: {
    isEnabled: flag({ required: true }),
    // Changed in place, which neither starts nor stops a recorder (hashicorp/terraform-provider-aws,
    // configservice/configuration_recorder_status.go).
    name: text(),
  },
  autoName: { property: "name", maximum: 256 },
  gone: ["NoSuchConfigurationRecorderException"],

  async create({ isEnabled, name = "" }, aws) {
    // The released provider makes no call for a recorder that is to stay stopped.
    if (isEnabled) await setRecording(name, isEnabled, aws);
    return name;
  },

  // The id stays the first recorder's name.
  async read(id, aws, { name = id }) {
    const { ConfigurationRecordersStatus } = await aws.config.describeConfigurationRecorderStatus({
      ConfigurationRecorderNames: [name],
    });
    const status = ConfigurationRecordersStatus?.[0];
    return status && { isEnabled: status.recording ?? false, name: status.name };
  },

  async update(_, { news: { isEnabled, name = "" }, has }, aws) {
    if (has("isEnabled")) await setRecording(name, isEnabled, aws);
  },

  async delete(_, { name }, aws) {
    await setRecording(name, false, aws);
  },
});

async function setRecording(recorder: string, isEnabled: boolean, aws: AwsAccount): Promise<void> {
  if (isEnabled) await aws.config.startConfigurationRecorder({ ConfigurationRecorderName: recorder });
  else await aws.config.stopConfigurationRecorder({ ConfigurationRecorderName: recorder });
}
