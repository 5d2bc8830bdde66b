export { fillCanvas } from "./canvas";
export { readCsvFile } from "./csvFile";
export type { Filled } from "./filled";
export { fillWorksheet, moodleGrades } from "./moodle";
export { plainGrades } from "./plainGrades";
