export {
  classesFolder,
  loadClass,
  selectStudents,
  type ClassOptions,
  type LabClass,
  type StudentLab,
} from "./labClass";
export { fingerprintOf, isCurrent, readRecord, writeRecord, type RunRecord } from "./record";
export { defaultDays, readSettings, settingsFor, writeSettings, type ClassSettings } from "./settings";
