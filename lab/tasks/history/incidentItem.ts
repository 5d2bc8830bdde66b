import type { LabStackOutputs } from "../../../components/labOutputs";
import { timeInWords } from "../../output/time";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { holds, type Findings } from "../../findings";
import { requiredInWords } from "../../stack/labGroups";
import { readTimeline } from "./configurationItems";

/** An item in LabSG1's timeline that shows an incident: what was added or removed, and when. */
export async function examineIncident(lab: LabStackOutputs, { config }: AwsClients): Promise<Findings> {
  const required = requiredInWords(lab);
  // The first item shows the group's initial state; there is nothing to compare it with.
  const changes = (await readTimeline(config, lab.securityGroupId))
    .slice(1)
    .filter(({ added, removed }) => added.length + removed.length > 0);
  const incidents = changes.filter(
    ({ added, removed }) =>
      added.some((words) => !required.includes(words)) || removed.some((words) => required.includes(words)),
  );
  const last = incidents.at(-1);
  return {
    checks: [
      holds(
        `an incident in the timeline of ${lab.securityGroupName}`,
        "an item that adds a permission that isn't required, or lacks a required one",
        last === undefined
          ? `changes: ${changes.length}, none of them an incident`
          : [
              timeInWords(last.captured),
              ...last.added.map((words) => `added ${words}`),
              ...last.removed.map((words) => `removed ${words}`),
            ].join(", "),
        last !== undefined,
        "Cause one: npx config-lab incident. AWS Config shows it a few minutes later.",
      ),
    ],
    evidence: [
      {
        title: `Changes of the inbound rules of ${lab.securityGroupName}`,
        head: ["captured (UTC)", "added", "removed"],
        rows: changes.map(({ captured, added, removed }) => [
          timeInWords(captured),
          added.join("\n") || "-",
          removed.join("\n") || "-",
        ]),
      },
    ],
  };
}
