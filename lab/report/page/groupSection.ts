import { byTraffic } from "../../output/order";
import { durationInWords } from "../../output/duration";
import type { GroupReport, Incident } from "../report";
import { axis } from "./axis";
import { eventList } from "./eventList";
import { markup, type Markup } from "./markup";
import { correctionTime } from "./summary";
import { table } from "./table";
import { time } from "./time";

/** A group: its incidents, each with its states and what happened, and its rules now. */
export function groupSection(group: GroupReport, required: readonly string[], index: number): Markup {
  const { name, id, rules, incidents, earlier } = group;
  return markup`<article class="group">
    <h3>${name} <code>${id}</code></h3>
    ${incidents.length === 0 && markup`<p>AWS Config has recorded no incident of this group.</p>`}
    ${incidents.map((incident, number) => incidentSection(incident, required, `${index + 1}.${number + 1}`))}
    <details>
      <summary>Inbound rules now (${rules.length})</summary>
      ${rulesNow(rules, required)}
    </details>
    ${
      earlier.length > 0 &&
      markup`<details>
        <summary>Before the first incident (${earlier.length})</summary>
        ${eventList(earlier, `earlier-${index + 1}`)}
      </details>`
    }
  </article>`;
}

function incidentSection(incident: Incident, required: readonly string[], number: string): Markup {
  const { opened, events, group } = incident;
  const duration = correctionTime(incident);
  const outcome =
    duration === undefined
      ? markup`<span class="badge bad">not corrected</span>`
      : markup`<span class="badge good">corrected after ${durationInWords(duration)}</span>`;
  return markup`<section class="incident" aria-labelledby="incident-${number}">
    <h4 id="incident-${number}">Incident ${number} of ${group} ${outcome}</h4>
    <p class="meta">Recorded ${time(opened)}</p>
    ${states(incident, required)} ${axis(events, `event-${number}`)} <details${number === "1.1" && markup` open`}><summary>What happened, event by event (${events.length})</summary>${eventList(events, `event-${number}`)}</details>
  </section>`;
}

/** The permissions before, during and after, a row each, and in words what happened to it. */
function states({ before, during, after, group }: Incident, required: readonly string[]): Markup {
  const all = [...new Set([...(before ?? []), ...during, ...(after ?? []), ...required])].sort(byTraffic);
  const row = (words: string) => {
    const [outcome, meaning] = outcomeOf(words, { before, during, after }, required);
    return markup`<tr>
      <th scope="row">${words}</th>
      ${[before, during, after].map((state) => cell(state, words))}
      <td class="${meaning}">${outcome}</td>
    </tr>`;
  };
  return table({
    label: `Permissions of ${group} before, during and after the incident`,
    head: ["Inbound permission", "Before", "During", "After", "What happened"],
    rows: all.map(row),
  });
}

function cell(state: readonly string[] | undefined, words: string): Markup {
  if (state === undefined) return markup`<td class="faint">unknown</td>`;
  return state.includes(words) ? markup`<td>open</td>` : markup`<td class="faint">–</td>`;
}

type States = Pick<Incident, "before" | "during" | "after">;

/** What happened to a permission, and whether that is good or bad. */
export function outcomeOf(
  words: string,
  { before, during, after }: States,
  required: readonly string[],
): [outcome: string, meaning: "good" | "bad" | "faint"] {
  const [was, is, becomes] = [before, during, after].map((state) => state?.includes(words));
  const isRequired = required.includes(words);
  if (isRequired && is === true) return becomes === false ? ["lost", "bad"] : ["kept", "faint"];
  if (isRequired) {
    if (becomes === true) return [was === true ? "removed, then authorized" : "missing, authorized", "good"];
    return ["missing", "bad"];
  }
  if (is === true) {
    if (becomes === false) return [was === true ? "revoked" : "opened, then revoked", "good"];
    return [was === true ? "still open" : "opened, still open", "bad"];
  }
  return becomes === true ? ["opened", "bad"] : ["closed meanwhile", "faint"];
}

function rulesNow(rules: GroupReport["rules"], required: readonly string[]): Markup {
  if (rules.length === 0) return markup`<p>None.</p>`;
  return markup`<ul class="rules">
    ${rules.map(
      ({ words, ruleId }) =>
        markup`<li>
          ${words}
          <code>${ruleId}</code>
          ${required.includes(words) ? markup`<span class="badge good">required</span>` : markup`<span class="badge bad">not allowed</span>`}
        </li>`,
    )}
  </ul>`;
}
