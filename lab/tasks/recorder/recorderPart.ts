import type { ConfigurationRecorder } from "@aws-sdk/client-config-service";
import { reached } from "../../../components/configuration";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { nameSuffix } from "../../stack/rule";
import { remedy, type Part } from "../part";

/** The recorder. Until the stack's stage has it, a student creates it, but a shared account has one already. */
export const recorderPart: Part = {
  name: () => "recorder",
  task: 3,
  stage: "monitored",
  creator(lab) {
    if (lab.recorderName !== undefined) return "stack";
    return reached(lab.stage, this.stage) || nameSuffix(lab) !== "" ? "account" : "student";
  },
  exists: async (_, clients) => (await readRecorders(clients)).length > 0,
};

/** The customer managed recorders; a region has one at most. */
export async function readRecorders({ config }: AwsClients): Promise<readonly ConfigurationRecorder[]> {
  const { ConfigurationRecorders } = await config.describeConfigurationRecorders({});
  return ConfigurationRecorders ?? [];
}

/** How to correct a setting of the recorder or its channel. */
export function editSettings(lab: LabStackOutputs, what: string): string {
  return remedy(recorderPart, lab, `Settings > Edit: ${what}`);
}
