export { mergeGrades, type MergedGrades } from "./mergeGrades";
export { mergeResults, type MergedResult } from "./mergeResults";
export { readResults } from "./readResults";
export { commandsOf } from "./shardResult";
