import { durationInWords } from "../../output/duration";
import type { EventKind, StoryEvent } from "../report";
import { markup, type Markup } from "./markup";
import { time } from "./time";

/** What an event is called in the list; its colour is the kind's class in page.css. */
const labels: Readonly<Record<EventKind, string>> = {
  change: "changed",
  correction: "corrected",
  report: "reported",
  action: "remediating",
  mail: "mailed",
  problem: "problem",
};

/** Events in order of time, each with the time since the one before, and opening what AWS recorded. */
export function eventList(events: readonly StoryEvent[], id: string): Markup {
  return markup`<ol class="events">
    ${events.map((event, index) => {
      const before = events[index - 1];
      const elapsed = before === undefined ? undefined : Date.parse(event.at) - Date.parse(before.at);
      return markup`<li class="event ${event.kind}" id="${id}-${index + 1}">
        <p class="when">
          ${time(event.at, { withDate: false })}${elapsed !== undefined && markup` <span class="elapsed">+ ${durationInWords(elapsed)}</span>`}
        </p>
        <div>
          <p><span class="badge ${event.kind}">${labels[event.kind]}</span> ${event.what}</p>
          ${changes(event)} ${event.note !== undefined && markup`<p class="quote">${event.note}</p>`}
          <details>
            <summary>The record: ${event.source}</summary>
            <pre tabindex="0">${event.record}</pre>
          </details>
        </div>
      </li>`;
    })}
  </ol>`;
}

function changes({ added = [], removed = [] }: StoryEvent): Markup | false {
  return (
    added.length + removed.length > 0 &&
    markup`<ul class="changes">
      ${added.map((words) => markup`<li class="added">added: ${words}</li>`)}${removed.map((words) => markup`<li class="removed">removed: ${words}</li>`)}
    </ul>`
  );
}
