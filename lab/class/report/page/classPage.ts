import { readFileSync } from "node:fs";
import { join } from "node:path";
import { durationInWords } from "../../../output/duration";
import { card, document, markup, time, type Markup } from "../../../report";
import type { ClassReport, FailedCheck, StudentReport } from "../classReport";
import { correctedAfter } from "./strip";
import { studentTable } from "./studentTable";

/** One class's page. */
export function classPage(report: ClassReport): string {
  const title = `Class report: ${report.name}`;
  const help = report.students.filter(({ sound }) => !sound);
  return document(
    title,
    markup`<a class="skip" href="#content">Skip to the content</a>
      <header>
        <p class="eyebrow">Remediating an incident by using AWS Config and Lambda</p>
        <h1>${title}</h1>
        <p class="meta">${report.students.length} students · read ${time(report.generated)}</p>
        <nav aria-label="Sections">
          <a href="#first">Look at first</a> <a href="#everybody">Everybody</a> <a href="#help">What failed</a>
        </nav>
      </header>
      <main id="content" class="wide">
        ${summary(report)}
        <section id="first" aria-labelledby="first-title">
          <h2 id="first-title">Look at first</h2>
          ${firstLook(report)}
        </section>
        <section id="everybody" aria-labelledby="everybody-title">
          <h2 id="everybody-title">Everybody</h2>
          <p class="note">
            ✓ done, ✗ a check failed, … not yet, - not examined. An incident's events stand at the time since it was
            recorded, on the same logarithmic scale for everybody: from 0 to an hour.
          </p>
          ${studentTable(report)}
        </section>
        <section id="help" aria-labelledby="help-title">
          <h2 id="help-title">What failed, by student</h2>
          ${help.length === 0 && markup`<p>Nothing.</p>`}
          ${report.students.map((student, index) => !student.sound && studentSection(student, index))}
        </section>
      </main>
      <footer>
        <p>Made by <code>config-lab class report</code> from what AWS returned. Times are UTC.</p>
      </footer>`,
    { style: own("class.css"), script: own("class.js") },
  );
}

const own = (file: string) => readFileSync(join(__dirname, file), "utf8");

function summary({ students }: ClassReport): Markup {
  const help = students.filter(({ sound }) => !sound).length;
  const done = students.filter(({ marks }) => marks.every((mark) => mark === "done")).length;
  const times = students
    .flatMap(({ incident }) => (incident === undefined ? [] : (correctedAfter(incident) ?? [])))
    .sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  return markup`<section class="cards" aria-label="Summary">
    ${card("Every task done", `${done} of ${students.length}`, done === students.length ? "good" : "waiting", "students")}
    ${card("A check failed", String(help), help > 0 ? "bad" : "good", help > 0 ? "students to look at" : "of no student")}
    ${card("Time to correction", median === undefined ? "–" : durationInWords(median), "plain", `median of ${times.length} incidents, from AWS Config's record of the change to that of the compliant group`)}
  </section>`;
}

/** What failed, the same of several students together: what most of them have in common comes first. */
function firstLook({ failures }: ClassReport): Markup {
  if (failures.length === 0) return markup`<p>No check failed.</p>`;
  return markup`<ul class="checks">
    ${failures.map((line) => markup`<li class="${line.startsWith("  ") ? "hint" : "bad"}">${line.trim()}</li>`)}
  </ul>`;
}

function studentSection({ student, failed, problem }: StudentReport, index: number): Markup {
  const count = failed.length === 1 ? "1 check failed" : `${failed.length} checks failed`;
  return markup`<details class="task" id="student-${index + 1}">
    <summary>${student} <span class="badge bad">${problem === undefined ? count : "not examined"}</span></summary>
    ${problem !== undefined && markup`<p>${problem}</p>`}
    <ul class="checks">
      ${failed.map(failedItem)}
    </ul>
  </details>`;
}

function failedItem({ task, what, expected, seen, hint }: FailedCheck): Markup {
  return markup`<li class="bad">
    <span class="mark">Task ${task}</span> ${what}: expected ${expected}; seen
    <span class="seen">${seen}</span>${hint !== undefined && markup`<p class="hint">${hint}</p>`}
  </li>`;
}
