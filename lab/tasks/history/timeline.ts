import type { LabStackOutputs } from "../../../components/labOutputs";
import { timeInWords } from "../../output/time";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { holds, type Findings } from "../../findings";
import { readTimeline } from "./configurationItems";
import { discovering } from "./inventory";

/** LabSG1's timeline of configuration items. */
export async function examineTimeline(lab: LabStackOutputs, { config }: AwsClients): Promise<Findings> {
  const timeline = await readTimeline(config, lab.securityGroupId);
  return {
    checks: [
      holds(
        `configuration items of ${lab.securityGroupName}`,
        "at least one",
        String(timeline.length),
        timeline.length > 0,
        discovering,
      ),
    ],
    evidence: [
      {
        title: `Timeline of ${lab.securityGroupName}`,
        head: ["captured (UTC)", "status", "inbound permissions"],
        rows: timeline.map(({ captured, status, permissions }) => [
          timeInWords(captured),
          status,
          permissions.join("\n") || "none",
        ]),
      },
    ],
  };
}
