import type { RecorderStatus, RecorderStatusArgs } from "@pulumi/aws/cfg/recorderStatus";
import { flag, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

export default resourceType<RecorderStatusArgs, RecorderStatus>({
  token: "aws:cfg/recorderStatus:RecorderStatus",
  properties: {
    isEnabled: flag({ required: true }),
    name: text({ replaces: true }),
  },
  autoName: { property: "name", maximum: 256 },
  gone: ["NoSuchConfigurationRecorderException"],

  ...createdAndUpdatedBy(({ isEnabled, name = "" }, aws) => setRecording(name, isEnabled, aws)),

  async read(id, aws) {
    const { ConfigurationRecordersStatus } = await aws.config.describeConfigurationRecorderStatus({
      ConfigurationRecorderNames: [id],
    });
    const status = ConfigurationRecordersStatus?.[0];
    return status && { isEnabled: status.recording ?? false, name: status.name };
  },

  async delete(id, _, aws) {
    await setRecording(id, false, aws);
  },
});

async function setRecording(recorder: string, isEnabled: boolean, aws: AwsAccount): Promise<string> {
  if (isEnabled) await aws.config.startConfigurationRecorder({ ConfigurationRecorderName: recorder });
  else await aws.config.stopConfigurationRecorder({ ConfigurationRecorderName: recorder });
  return recorder;
}
