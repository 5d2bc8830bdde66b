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
  title: "Task 6: look again, an incident on each group",
  async run(rehearsal) {
    const task6 = await eventuallyDone(rehearsal, 6);
    const second = await secondIncident(rehearsal, "all-traffic", "LabSG1");
    const third = await secondIncident(rehearsal, "default-group", "The default group");
    const times = [second, third].map(({ elapsed }) => durationInWords(elapsed));
    return {
      ...together(task6, second, third, await rehearsal.outsider.untouched()),
      shown: {
        what: "Remediated",
        text: `LabSG1 in ${times[0]}, default group in ${times[1]}; no other rule replaced`,
      },
    };
  },
};

/** Another incident: its rules must be revoked, and no other rule replaced. */
async function secondIncident(
  { stack, clients, signal }: Rehearsal,
  name: string,
  group: string,
): Promise<Findings & { readonly elapsed: number }> {
  const opened = await openIncident(stack.outputs, clients, incidentNamed(name));
  const watched = await watchRemediation(stack.outputs, clients, opened, { limit, interval: 200, signal });
  const ids = (rules: typeof opened.before) =>
    rules.map(({ ruleId, words }) => `${words} (${ruleId})`).join(", ");
  return {
    elapsed: watched.elapsed,
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
