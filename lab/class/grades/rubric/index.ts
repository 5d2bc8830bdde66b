export { loadRubric } from "./loadRubric";
export { maximum, rounded, type Criterion, type Rubric } from "./rubric";
