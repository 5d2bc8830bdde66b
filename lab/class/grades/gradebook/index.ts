export { fillCanvas } from "./canvas";
export { readCsvFile } from "./csvFile";
export type { Filled } from "./filled";
export { openGradeFile, type GradeFile, type GradeFileOptions } from "./gradeFile";
export { fillWorksheet, moodleGrades } from "./moodle";
export { plainGrades } from "./plainGrades";
