import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { explain } from "../../failures";
import { clientsWith } from "../credentials";
import { handMadeInWords, type HandMade } from "./byHand";

/** What is deleted before what it depends on. */
const order: readonly HandMade["kind"][] = ["rule", "delivery channel", "recorder", "bucket"];

const removals: Readonly<Record<HandMade["kind"], (clients: AwsClients, name: string) => Promise<unknown>>> =
  {
    rule: ({ config }, ConfigRuleName) => config.deleteConfigRule({ ConfigRuleName }),
    // A channel can't be deleted while the recorder runs.
    "delivery channel": async ({ config }, DeliveryChannelName) => {
      const { ConfigurationRecorders = [] } = await config.describeConfigurationRecorders({});
      for (const { name } of ConfigurationRecorders)
        await config.stopConfigurationRecorder({ ConfigurationRecorderName: name });
      await config.deleteDeliveryChannel({ DeliveryChannelName });
    },
    recorder: ({ config }, ConfigurationRecorderName) =>
      config.deleteConfigurationRecorder({ ConfigurationRecorderName }),
    bucket: emptyAndDelete,
  };

/** Deletes what students made by hand; goes on after a failure. @returns what failed, in words */
export async function removeHandMade(found: readonly HandMade[]): Promise<string[]> {
  const failures: string[] = [];
  const sorted = [...found].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  for (const one of sorted) {
    const { kind, name, source, region } = one;
    try {
      const clients = await clientsWith(source, region);
      try {
        await removals[kind](clients, name);
      } finally {
        clients.destroy();
      }
    } catch (error) {
      failures.push(`${handMadeInWords(one)}: ${explain(error).message}`);
    }
  }
  return failures;
}

async function emptyAndDelete({ s3 }: AwsClients, Bucket: string): Promise<void> {
  let isTruncated: boolean | undefined;
  do {
    // From the start each time: what was listed before is gone.
    const page = await s3.listObjectVersions({ Bucket });
    for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
      await s3.deleteObject({ Bucket, Key, VersionId });
    isTruncated = page.IsTruncated;
  } while (isTruncated);
  await s3.deleteBucket({ Bucket });
}
