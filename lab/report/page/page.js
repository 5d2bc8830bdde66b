"use strict";

// The page is complete without this script. It opens what a link leads to, and everything but the records for printing.
const sections = [...document.querySelectorAll("details")];

/** Opens the details around what the address's fragment names. */
function openTarget() {
  const target =
    location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let element = target; element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
  }
}
addEventListener("hashchange", openTarget);
openTarget();

let openedForPrint = [];
addEventListener("beforeprint", () => {
  openedForPrint = sections.filter((each) => !each.open && !each.closest(".event"));
  for (const each of openedForPrint) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of openedForPrint) each.open = false;
});

const tasks = [...document.querySelectorAll("details.task")];
const heading = document.querySelector("#tasks > h2");
if (heading && tasks.length > 0) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toggle";
  const label = () =>
    (button.textContent = tasks.every((each) => each.open) ? "Close all tasks" : "Open all tasks");
  button.addEventListener("click", () => {
    const open = !tasks.every((each) => each.open);
    for (const each of tasks) each.open = open;
    label();
  });
  for (const each of tasks) each.addEventListener("toggle", label);
  label();
  heading.after(button);
}
