export { costOf, type Cost } from "./cost";
export { centsPerStudent, costTable, type CostColumn } from "./costTable";
export { invocation, labRun } from "./labRun";
export { prices } from "./prices";
export { usageOf, type LabAccount, type Usage } from "./usage";
