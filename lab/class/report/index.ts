export { classReport, type ClassReport, type Mark, type StudentReport } from "./classReport";
export { lookForIncident } from "./incidentSeen";
export { classPage } from "./page/classPage";
