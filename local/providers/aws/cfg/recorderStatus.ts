import type { RecorderStatus, RecorderStatusArgs } from "@pulumi/aws/cfg/recorderStatus";
import { flag, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";

export default resourceType<RecorderStatusArgs, RecorderStatus>({
  token: "aws:cfg/recorderStatus:RecorderStatus",
  properties: {
    isEnabled: flag({ required: true }),
    name: text({ replaces: true }),
    region: text({ computed: true, replaces: true }),
  },
  autoName: { property: "name", maximum: 256 },
  gone: ["NoSuchConfigurationRecorderException"],

  async create({ isEnabled, name = "" }, aws) {
    await write(name, isEnabled, aws);
    return name;
  },

  async read(id, aws) {
    const { ConfigurationRecordersStatus } = await (
      await aws.config()
    ).describeConfigurationRecorderStatus({ ConfigurationRecorderNames: [id] });
    const status = ConfigurationRecordersStatus?.[0];
    return status && { isEnabled: status.recording ?? false, name: status.name };
  },

  async update(id, { news }, aws) {
    await write(id, news.isEnabled, aws);
  },

  async delete(id, _, aws) {
    await write(id, false, aws);
  },
});

async function write(ConfigurationRecorderName: string, recording: boolean, aws: AwsAccount): Promise<void> {
  const config = await aws.config();
  if (recording) await config.startConfigurationRecorder({ ConfigurationRecorderName });
  else await config.stopConfigurationRecorder({ ConfigurationRecorderName });
}
