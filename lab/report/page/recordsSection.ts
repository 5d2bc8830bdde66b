import type { LabReport, LoggedLine } from "../report";
import { markup, type Markup } from "./markup";
import { section } from "./section";
import { table } from "./table";
import { time } from "./time";

/** The most lines of the log that a page shows: it stays a page. `config-lab logs` prints all. */
const logLimit = 500;

/** The function's log and the mails. */
export function recordsSection({ log, mails }: LabReport): Markup {
  const shown = log.slice(-logLimit);
  return section(
    "records",
    "Log and mails",
    markup`<details>
      <summary>
        Log of the function (${log.length}
        lines${log.length > shown.length && markup`, the last ${shown.length} here`})
      </summary>
      ${table({ label: "Log of the function", head: ["Time", "Level", "Message"], rows: shown.map(logRow) })}
    </details>
    ${
      mails === undefined
        ? markup`<p>On AWS the mails are in the mailbox of the subscription, and can't be read from here.</p>`
        : markup`<details>
            <summary>Mails (${mails.length})</summary>
            <ul class="mails">
              ${mails.map(({ at, subject }) => markup`<li>${time(at)} ${subject}</li>`)}
            </ul>
          </details>`
    }`,
  );
}

function logRow({ at, level, message, permissions }: LoggedLine): Markup {
  return markup`<tr class="${level}">
    <td>${time(at)}</td>
    <td>${level}</td>
    <td>${message}${permissions.length > 0 && markup`<br />${permissions.join(", ")}`}</td>
  </tr>`;
}
