"use strict";

// The page is complete without this script. It sorts the table of students by a column, and filters its rows.
(() => {
  const table = document.getElementById("students");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const collator = new Intl.Collator("en", { numeric: true });

  /** Sorts by a column; the same column again the other way round. */
  function sortBy(heading, column) {
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const value = (row) => row.cells[column].dataset.sort;
    rows.sort((a, b) => collator.compare(value(a), value(b)) * (descending ? -1 : 1));
    body.append(...rows);
  }

  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortBy(heading, column));
    heading.append(button);
  });

  const states = { all: "all", help: "with a failed check", working: "at work", done: "done" };
  const controls = document.createElement("div");
  controls.className = "controls";

  /** A control with its label. */
  function labelled(text, control) {
    const label = document.createElement("label");
    label.append(text, " ", control);
    controls.append(label);
    return control;
  }

  const search = labelled("Find a student", document.createElement("input"));
  search.type = "search";
  const state = labelled("Show", document.createElement("select"));
  for (const [name, text] of Object.entries(states)) state.append(new Option(text, name));
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  controls.append(count);

  function filter() {
    const words = search.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const matches =
        row.cells[0].textContent.toLowerCase().includes(words) &&
        (state.value === "all" || row.dataset.state === state.value);
      row.hidden = !matches;
      if (matches) shown += 1;
    }
    count.textContent = `${shown} of ${rows.length} students`;
  }
  search.addEventListener("input", filter);
  state.addEventListener("change", filter);
  filter();
  table.parentElement.before(controls);
})();
