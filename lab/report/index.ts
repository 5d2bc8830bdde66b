export { gatherReport } from "./gather";
export { runReport, writeReport } from "./runReport";
