import type { LabReport } from "../report";
import { markup, type Markup } from "./markup";
import { time } from "./time";

/** The most lines of the log that a page shows: it stays a page. `config-lab logs` prints all. */
export const logLimit = 500;

/** The function's log and the mails. */
export function recordsSection({ log, mails }: LabReport): Markup {
  const shown = log.slice(-logLimit);
  return markup`<section id="records" aria-labelledby="records-title">
    <h2 id="records-title">Log and mails</h2>
    <details>
      <summary>
        Log of the function (${log.length}
        lines${log.length > shown.length && markup`, the last ${shown.length} here`})
      </summary>
      <div class="scroll" role="group" tabindex="0" aria-label="Log of the function">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Level</th>
              <th scope="col">Message</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              ({ at, level, message, permissions }) =>
                markup`<tr class="${level}">
                  <td>${time(at)}</td>
                  <td>${level}</td>
                  <td>${message}${permissions.length > 0 && markup`<br />${permissions.join(", ")}`}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
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
    }
  </section>`;
}
