import { readFileSync } from "node:fs";
import { join } from "node:path";
import { durationInWords } from "../../../output/duration";
import { card, document, markup, time, type Markup } from "../../../report";
import { maximum } from "../../grades";
import type { ClassReport } from "../classReport";
import { pointsTable } from "./pointsTable";
import { correctedAfter } from "./strip";
import { lacksSomething, studentSection } from "./studentSection";
import { studentTable } from "./studentTable";

/** One class's page. */
export function classPage(report: ClassReport): string {
  const { students, rubric } = report;
  const lacking = students.some(lacksSomething);
  return document({
    title: `Class report: ${report.name}`,
    meta: markup`${students.length} students · read ${time(report.generated)}`,
    sections: [
      ["first", "Look at first"],
      ["everybody", "Everybody"],
      ["points", "Points"],
      ["help", "What is missing"],
    ],
    wide: true,
    content: markup`${summary(report)}
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
      <section id="points" aria-labelledby="points-title">
        <h2 id="points-title">Points by criterion: ${rubric.title}</h2>
        ${pointsTable(report)}
      </section>
      <section id="help" aria-labelledby="help-title">
        <h2 id="help-title">What is missing, by student</h2>
        ${!lacking && markup`<p>Nothing.</p>`}
        ${students.map((student, index) => lacksSomething(student) && studentSection(student, index))}
      </section>`,
    madeBy: "config-lab class report",
    style: own("class.css"),
    script: own("class.js"),
  });
}

const own = (file: string) => readFileSync(join(__dirname, file), "utf8");

function summary({ students, rubric }: ClassReport): Markup {
  const help = students.filter(({ sound }) => !sound).length;
  const done = students.filter(({ marks }) => marks.every((mark) => mark === "done")).length;
  const times = students
    .flatMap(({ incident }) => (incident === undefined ? [] : (correctedAfter(incident) ?? [])))
    .sort((a, b) => a - b);
  const points = students.map(({ grade }) => grade.points).sort((a, b) => a - b);
  return markup`<section class="cards" aria-label="Summary">
    ${card("Every task done", `${done} of ${students.length}`, done === students.length ? "good" : "waiting", "students")}
    ${card("A check failed", String(help), help > 0 ? "bad" : "good", help > 0 ? "students to look at" : "of no student")}
    ${card("Points", String(median(points) ?? "–"), "plain", `median, of ${maximum(rubric)}`)}
    ${card("Time to correction", wordsOf(median(times)), "plain", `median of ${times.length} incidents, from AWS Config's record of the change to that of the compliant group`)}
  </section>`;
}

function median(sorted: readonly number[]): number | undefined {
  return sorted[Math.floor(sorted.length / 2)];
}

function wordsOf(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "–" : durationInWords(milliseconds);
}

/** What failed, the same of several students together: what most of them have in common comes first. */
function firstLook({ failures }: ClassReport): Markup {
  if (failures.length === 0) return markup`<p>No check failed.</p>`;
  return markup`<ul class="checks">
    ${failures.map((line) => markup`<li class="${line.startsWith("  ") ? "hint" : "bad"}">${line.trim()}</li>`)}
  </ul>`;
}
