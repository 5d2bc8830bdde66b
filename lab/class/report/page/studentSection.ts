import { markup, type Markup } from "../../../report";
import type { FailedCheck, StudentReport } from "../classReport";
import type { LostPoints } from "../studentGrade";

/** Whether there is anything that a student lacks. */
export function lacksSomething({ sound, grade }: StudentReport): boolean {
  return !sound || grade.lost.length > 0;
}

/** What a student lacks: checks that failed, and points with the reason. */
export function studentSection({ student, failed, problem, grade }: StudentReport, index: number): Markup {
  const failures = failed.length === 1 ? "1 check failed" : `${failed.length} checks failed`;
  const lost = grade.lost.reduce((sum, { points }) => sum + points, 0);
  return markup`<details class="task" id="student-${index + 1}">
    <summary>${student}
      ${problem !== undefined && markup`<span class="badge bad">not examined</span>`}
      ${problem === undefined && failed.length > 0 && markup`<span class="badge bad">${failures}</span>`}
      ${lost > 0 && markup`<span class="badge waiting">${lost} ${lost === 1 ? "point" : "points"} missing</span>`}
    </summary>
    ${problem !== undefined && markup`<p>${problem}</p>`}
    <ul class="checks">
      ${failed.map(failedItem)} ${grade.lost.map(lostItem)}
    </ul>
  </details>`;
}

function failedItem({ task, what, expected, seen, hint }: FailedCheck): Markup {
  return markup`<li class="bad">
    <span class="mark">Task ${task}</span> ${what}: expected ${expected}; seen
    <span class="seen">${seen}</span>${hint !== undefined && markup`<p class="hint">${hint}</p>`}
  </li>`;
}

function lostItem({ criterion, points, reasons }: LostPoints): Markup {
  return markup`<li class="lost">
    <span class="mark">−${points}</span> ${criterion}
    ${reasons.map(({ expected, found, where }) => markup`<p class="hint">expected ${expected}; found ${found}${where !== undefined && ` in ${where}`}</p>`)}
  </li>`;
}
