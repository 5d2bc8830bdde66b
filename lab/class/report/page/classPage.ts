import { readFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "../../../median";
import { durationInWords } from "../../../output/duration";
import { card, document, markup, section, time, type Markup } from "../../../report";
import { maximum } from "../../grades";
import type { ClassReport } from "../classReport";
import { pointsTable } from "./pointsTable";
import { correctedAfter } from "./strip";
import { lacksSomething, studentSection } from "./studentSection";
import { studentTable } from "./studentTable";

/** One class's page. */
export function classPage(report: ClassReport): string {
  const { students, rubric } = report;
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
      ${section("first", "Look at first", firstLook(report))}
      ${section("everybody", "Everybody", everybody(report))}
      ${section("points", `Points by criterion: ${rubric.title}`, pointsTable(report))}
      ${section("help", "What is missing, by student", whatIsMissing(report))}`,
    madeBy: "config-lab class report",
    style: own("class.css"),
    script: own("class.js"),
  });
}

function everybody(report: ClassReport): Markup {
  return markup`<p class="note">
      ✓ done, ✗ a check failed, … not yet, - not examined. An incident's events stand at the time since it was
      recorded, on the same logarithmic scale for everybody: from 0 to an hour.
    </p>
    ${studentTable(report)}`;
}

function whatIsMissing({ students }: ClassReport): Markup {
  if (!students.some(lacksSomething)) return markup`<p>Nothing.</p>`;
  return markup`${students.map((student, index) => lacksSomething(student) && studentSection(student, index))}`;
}

const own = (file: string) => readFileSync(join(__dirname, file), "utf8");

function summary({ students, rubric }: ClassReport): Markup {
  const help = students.filter(({ sound }) => !sound).length;
  const done = students.filter(({ marks }) => marks.every((mark) => mark === "done")).length;
  const times = students.flatMap(({ incident }) =>
    incident === undefined ? [] : (correctedAfter(incident) ?? []),
  );
  const points = students.map(({ grade }) => grade.points);
  return markup`<section class="cards" aria-label="Summary">
    ${card("Every task done", `${done} of ${students.length}`, done === students.length ? "good" : "waiting", "students")}
    ${card("A check failed", String(help), help > 0 ? "bad" : "good", help > 0 ? "students to look at" : "of no student")}
    ${card("Points", medianOf(points, String), "plain", `median, of ${maximum(rubric)}`)}
    ${card("Time to correction", medianOf(times, durationInWords), "plain", `median of ${times.length} incidents, from AWS Config's record of the change to that of the compliant group`)}
  </section>`;
}

/** The median in words, of none a dash. */
function medianOf(values: readonly number[], inWords: (value: number) => string): string {
  return values.length === 0 ? "–" : inWords(median(values));
}

/** What failed, the same of several students together: what most of them have in common comes first. */
function firstLook({ failures }: ClassReport): Markup {
  if (failures.length === 0) return markup`<p>No check failed.</p>`;
  return markup`<ul class="checks">
    ${failures.map((line) => markup`<li class="${line.startsWith("  ") ? "hint" : "bad"}">${line.trim()}</li>`)}
  </ul>`;
}
