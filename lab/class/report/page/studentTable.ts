import { markup, scrolling, time, type Markup } from "../../../report";
import type { ClassReport, Mark, StudentReport } from "../classReport";
import { maximum } from "../../grades";
import { correctedAfter, strip } from "./strip";
import { lacksSomething } from "./studentSection";

/** By mark: what stands for it, and its meaning. The order is that of sorting. */
const signs: Readonly<Record<Mark, readonly [sign: string, meaning: string]>> = {
  failed: ["✗", "bad"],
  "not yet": ["…", "waiting"],
  "not examined": ["-", "faint"],
  done: ["✓", "good"],
};
const order = Object.keys(signs);

/** Everybody in a table. The script makes its columns sortable, and filters its rows. */
export function studentTable({ tasks, students, rubric }: ClassReport): Markup {
  return scrolling(
    "Students and tasks",
    markup`<table id="students" class="students">
      <thead>
        <tr>
          <th scope="col">Student</th>
          ${tasks.map(({ number, title }) => markup`<th scope="col" title="${title}">Task ${number}</th>`)}
          <th scope="col">Done</th>
          <th scope="col">Points of ${maximum(rubric)}</th>
          <th scope="col">Latest incident on LabSG1</th>
          <th scope="col">Stage</th>
          <th scope="col">Last update</th>
        </tr>
      </thead>
      <tbody>
        ${students.map((student, index) => row(student, index, tasks))}
      </tbody>
    </table>`,
  );
}

function row(report: StudentReport, index: number, tasks: ClassReport["tasks"]): Markup {
  const { student, stage, lastUpdate, marks, incident, sound, problem, grade } = report;
  const done = marks.filter((mark) => mark === "done").length;
  const needsHelp = !sound;
  const name = lacksSomething(report) ? markup`<a href="#student-${index + 1}">${student}</a>` : student;
  const after = incident === undefined ? undefined : correctedAfter(incident);
  return markup`<tr data-state="${needsHelp ? "help" : done === marks.length ? "done" : "working"}">
    <th scope="row" data-sort="${student}">${name}</th>
    ${marks.map((mark, task) => cell(mark, tasks[task]?.number ?? 0))}
    <td data-sort="${done}">${done} of ${marks.length}</td>
    <td data-sort="${grade.points}">${grade.points}${grade.problem !== undefined && markup`<span title="${grade.problem}"> at least</span>`}</td>
    <td class="incident-cell" data-sort="${incident === undefined ? -1 : (after ?? Number.MAX_SAFE_INTEGER)}">
      ${incident === undefined ? (problem ?? "none yet") : strip(incident)}
    </td>
    <td data-sort="${stage ?? ""}">${stage ?? "-"}</td>
    <td data-sort="${lastUpdate ?? ""}">${lastUpdate === undefined ? "-" : time(lastUpdate)}</td>
  </tr>`;
}

function cell(mark: Mark, task: number): Markup {
  const [sign, meaning] = signs[mark];
  return markup`<td class="mark ${meaning}" data-sort="${order.indexOf(mark)}"><span aria-hidden="true">${sign}</span><span class="unseen">Task ${task}: ${mark}</span></td>`;
}
