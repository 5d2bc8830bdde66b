import { isDone } from "../../tasks";
import { durationInWords } from "../../output/duration";
import type { Incident, LabReport } from "../report";
import { markup, type Markup } from "./markup";

/** The page's first lines: what a reader takes away who reads nothing else. */
export function summary({ tasks, groups }: LabReport): Markup {
  const done = tasks.filter(isDone).length;
  const waiting = tasks.filter(({ notYet }) => notYet !== undefined).length;
  const failed = tasks.length - done - waiting;
  const incidents = groups.flatMap((group) => group.incidents);
  const open = incidents.filter(({ corrected }) => corrected === undefined).length;
  return markup`<section class="cards" aria-label="Summary">
    ${card("Tasks", `${done} of ${tasks.length} done`, failed > 0 ? "bad" : waiting > 0 ? "waiting" : "good", failed > 0 ? `${failed} with a failed check` : waiting > 0 ? `${waiting} not yet` : "every check met")}
    ${card("Incidents", String(incidents.length), open > 0 ? "bad" : "good", incidents.length === 0 ? "none recorded" : open > 0 ? `${open} not corrected` : "all corrected")}
    ${card("Time to correction", correctionTimes(incidents), "plain", "from AWS Config's record of the change to its record of the compliant group; longer while there was no rule")}
  </section>`;
}

/** A number with its label, and whether it is good. */
export function card(label: string, value: string, meaning: string, note: string): Markup {
  return markup`<div class="card ${meaning}">
    <p class="label">${label}</p>
    <p class="value">${value}</p>
    <p class="note">${note}</p>
  </div>`;
}

/** Milliseconds from the change to the record of the compliant group; undefined while it deviates. */
export function correctionTime({ opened, corrected }: Incident): number | undefined {
  return corrected === undefined ? undefined : Date.parse(corrected) - Date.parse(opened);
}

function correctionTimes(incidents: readonly Incident[]): string {
  const times = incidents.flatMap((incident) => correctionTime(incident) ?? []).sort((a, b) => a - b);
  const [shortest] = times;
  const longest = times.at(-1);
  if (shortest === undefined || longest === undefined) return "–";
  const [from, to] = [durationInWords(shortest), durationInWords(longest)];
  return from === to ? from : `${from} to ${to}`;
}
