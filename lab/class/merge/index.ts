export { mergeResults, type MergedResult } from "./mergeResults";
export { readResults, type ShardResult } from "./readResults";
