import type { Check } from "../../findings";
import type { Table } from "../../output/table";
import { isDone, type TaskReport } from "../../tasks";
import { markup, type Markup } from "./markup";
import { section } from "./section";
import { table } from "./table";

/** What each task asks for, and its evidence. A task with a failed check is open. */
export function tasksSection(tasks: readonly TaskReport[]): Markup {
  return section("tasks", "Tasks", markup`${tasks.map(taskSection)}`);
}

function taskSection(report: TaskReport): Markup {
  const { task, title, notYet, checks, evidence } = report;
  const failed = checks.filter(({ ok }) => !ok).length;
  const badge =
    notYet !== undefined
      ? markup`<span class="badge waiting">not yet</span>`
      : isDone(report)
        ? markup`<span class="badge good">done</span>`
        : markup`<span class="badge bad">${failed} of ${checks.length} checks failed</span>`;
  return markup`<details class="task" ${failed > 0 && markup` open`}>
    <summary>Task ${task}: ${title} ${badge}</summary>
    ${
      notYet !== undefined &&
      markup`<p>${notYet.reason}.</p>
        <p class="hint">${notYet.next}</p>`
    }
    <ul class="checks">
      ${checks.map(checkItem)}
    </ul>
    ${evidence.map(evidenceTable)}
  </details>`;
}

function checkItem({ what, expected, seen, ok, hint }: Check): Markup {
  return ok
    ? markup`<li class="good"><span class="mark">✓ met</span> ${what}: <span class="seen">${seen}</span></li>`
    : markup`<li class="bad">
        <span class="mark">✗ not met</span> ${what}: expected ${expected}; seen
        <span class="seen">${seen}</span>${hint !== undefined && markup`<p class="hint">${hint}</p>`}
      </li>`;
}

function evidenceTable({ title, head, rows }: Table): Markup {
  if (rows.length === 0) return markup`<p class="caption">${title}: none</p>`;
  const cells = (row: readonly string[]) =>
    markup`<tr>
      ${row.map((cell) => markup`<td>${cell}</td>`)}
    </tr>`;
  return table({ label: title, caption: title, head, rows: rows.map(cells) });
}
