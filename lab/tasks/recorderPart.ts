import {
  DescribeConfigurationRecordersCommand,
  type ConfigServiceClient,
  type ConfigurationRecorder,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { nameSuffix, remedy, type Part } from "./part";

/** The recorder. At stage `environment` a student makes it, but in a shared account the account has one. */
export const recorderPart: Part = {
  name: () => "recorder",
  task: 3,
  stage: "monitored",
  maker: (lab) => {
    if (lab.recorderName !== undefined) return "stack";
    return lab.stage === "environment" && nameSuffix(lab) === "" ? "student" : "account";
  },
  isThere: async (_, config) => (await readRecorders(config)).length > 0,
};

/** The account's own recorders, not those of AWS services: a region has one, or none. */
export async function readRecorders(config: ConfigServiceClient): Promise<readonly ConfigurationRecorder[]> {
  const { ConfigurationRecorders } = await config.send(new DescribeConfigurationRecordersCommand({}));
  return ConfigurationRecorders ?? [];
}

/** What to do about a setting of the recorder or its channel that is wrong. */
export function editSettings(lab: LabStackOutputs, what: string): string {
  return remedy(recorderPart, lab, `Settings > Edit: ${what}`);
}
