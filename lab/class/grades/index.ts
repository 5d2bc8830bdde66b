export { lookForGrades, observationOf, readEvidence, saveEvidence, type Observation } from "./evidence";
export { gradeOf, type Grade } from "./grade";
export {
  fillCanvas,
  fillWorksheet,
  moodleGrades,
  openGradeFile,
  plainGrades,
  readCsvFile,
  type GradeFile,
  type GradeFileOptions,
} from "./gradebook";
export { gradeLines } from "./gradeText";
export { loadRubric, maximum, type Rubric } from "./rubric";
