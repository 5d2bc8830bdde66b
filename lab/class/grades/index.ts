export { lookForGrades, observationOf, readEvidence, saveEvidence, type Observation } from "./evidence";
export { gradeOf, type Grade } from "./grade";
export { fillCanvas, fillWorksheet, moodleGrades, plainGrades, readCsvFile, type Filled } from "./gradebook";
export { criterionLines, gradeTable, lostLines } from "./gradeText";
export { loadRubric, maximum, type Rubric } from "./rubric";
