import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { reached, type Stage } from "../../../../components/configuration";
import { stacksOf, type Obstacle, type Place } from "../classPlan";
import { valueIn } from "../stackConfig";

/** AWS Config's recorder: one by account and region, which a lab creates or adopts. */
export async function checkRecorder(
  { account, region, labs }: Place,
  { config }: AwsClients,
): Promise<Obstacle[]> {
  const recording = labs.filter((lab) => reached(valueIn(lab.config, "stage") as Stage, "monitored"));
  if (recording.length === 0) return [];
  const { ConfigurationRecorders = [] } = await config.describeConfigurationRecorders({});
  const [recorder] = ConfigurationRecorders;
  const place = `account ${account}, ${region}`;
  const adopting = recording.filter((lab) => lab.shared || valueIn(lab.config, "recorder") === "adopt");
  // A stack that exists has its own.
  const creating = recording.filter((lab) => !adopting.includes(lab) && lab.resources === 0);
  const obstacles: Obstacle[] = [];
  if (adopting.length > 0 && recorder === undefined) {
    obstacles.push({
      students: stacksOf(adopting),
      problem: `${place} has no recorder of AWS Config, which these labs use together`,
      next: "Create both by: npx config-lab class account up ROSTER.csv. Or begin with --stage environment.",
    });
  }
  if (creating.length > 0 && recorder !== undefined) {
    obstacles.push({
      students: stacksOf(creating),
      problem: `${place} has the recorder "${recorder.name ?? "?"}" already, and can have only one`,
      next: "Use it: --config recorder=adopt. Or delete it, if nothing else needs it.",
    });
  }
  return obstacles;
}
