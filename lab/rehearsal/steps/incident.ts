import { catalogue, defaultIncident, type IncidentEntry } from "../../incidents/catalogue";
import { openIncident } from "../../incidents/incident";
import { rulesTable } from "../../incidents/rulesTable";
import { eventuallyDone } from "../eventually";
import { same, together } from "../../findings";
import type { Step } from "../step";
import { line } from "../storyLine";

export const incident: Step = {
  title: "Task 4: the incident and its configuration item",
  async run(rehearsal) {
    const { stack, clients } = rehearsal;
    const opening = new Date();
    const result = await openIncident(stack.outputs, clients, incidentNamed(defaultIncident));
    const opened = {
      checks: [
        same("opened", "TCP 465 from 0.0.0.0/0, TCP 993 from 0.0.0.0/0", result.authorized.join(", ")),
      ],
      evidence: [
        rulesTable("LabSG1", [
          { name: "before", rules: result.before },
          { name: "after", rules: result.after },
        ]),
      ],
    };
    return {
      ...together(opened, await eventuallyDone(rehearsal, 4)),
      story: [line(opening, "opened", result.authorized.join(", "))],
    };
  },
};

/** An entry of the catalogue. @throws when there is none of that name */
export function incidentNamed(name: string): IncidentEntry {
  const entry = catalogue.find((each) => each.name === name);
  if (!entry) throw new Error(`the catalogue has no incident ${name}`);
  return entry;
}
