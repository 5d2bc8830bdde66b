import { markup, table, type Markup } from "../../../report";
import type { ClassReport } from "../classReport";

/** Names that are shown; of a class of hundreds a criterion may lack most. */
const shown = 12;

/** The rubric's criteria: how many have the points, and who hasn't. */
export function pointsTable({ rubric, students }: ClassReport): Markup {
  return table({
    label: "Points by criterion",
    head: ["Criterion", "Points", "Students who have them", "Students who don't"],
    rows: rubric.criteria.map(({ title, points }, index) => {
      const without = students
        .map(({ student, grade }, at) => ({ student, at, given: grade.criteria[index] }))
        .filter(({ given }) => given !== points);
      const have = students.length - without.length;
      const share = students.length === 0 ? 0 : Math.round((100 * have) / students.length);
      return markup`<tr>
        <th scope="row" class="criterion">${title}</th>
        <td>${points}</td>
        <td><svg class="share" viewBox="0 0 100 8" width="100" height="8" aria-hidden="true"><rect class="all" width="100" height="8" rx="4" /><rect class="have" width="${share}" height="8" rx="4" /></svg> ${have} of ${students.length}</td>
        <td class="names">${without.slice(0, shown).map(({ student, at }, place) => markup`${place > 0 && ", "}<a href="#student-${at + 1}">${student}</a>`)}${without.length > shown && ` and ${without.length - shown} more`}</td>
      </tr>`;
    }),
  });
}
