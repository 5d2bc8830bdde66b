import { openIncident } from "../../incidents/incident";
import { watchRemediation } from "../../incidents/watch";
import { durationInWords } from "../../output/duration";
import { rulesTable } from "../../incidents/rulesTable";
import { eventuallyDone } from "../eventually";
import { same, together, type Findings } from "../../findings";
import type { Rehearsal, Step } from "../step";
import { incidentNamed } from "./incident";

const limit = 30_000;

export const remediation: Step = {
  title: "Task 6: look again, and a second incident on each group",
  async run(rehearsal) {
    const task6 = await eventuallyDone(rehearsal, 6);
    const second = await secondIncident(rehearsal, "all-traffic", "LabSG1");
    const third = await secondIncident(rehearsal, "default-group", "The default group");
    return together(task6, second, third, await rehearsal.outsider.untouched());
  },
};

/** Another incident: its rules must be revoked, and no other rule replaced. */
async function secondIncident(
  { stack, clients, signal }: Rehearsal,
  name: string,
  group: string,
): Promise<Findings> {
  const opened = await openIncident(stack.outputs, clients, incidentNamed(name));
  const watched = await watchRemediation(stack.outputs, clients, opened, { limit, interval: 200, signal });
  const ids = (rules: typeof opened.before) =>
    rules.map(({ ruleId, words }) => `${words} (${ruleId})`).join(", ");
  return {
    checks: [
      same(
        `${group} after the incident ${name}`,
        "remediated",
        watched.remediated ? "remediated" : `not remediated after ${durationInWords(watched.elapsed)}`,
      ),
      same(`rules of ${group} and their ids`, ids(opened.before), ids(watched.rules)),
    ],
    evidence: [
      rulesTable(`${group}: ${opened.entry.title}, remediated after ${durationInWords(watched.elapsed)}`, [
        { name: "before", rules: opened.before },
        { name: "during", rules: opened.after },
        { name: "after", rules: watched.rules },
      ]),
    ],
  };
}
