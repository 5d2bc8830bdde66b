export {
  environmentKey,
  type FunctionConfiguration,
  LATEST,
  ownerOf,
  RUNTIMES,
} from "./functionConfiguration";
export { FunctionRecords } from "./functionRecords";
export { functionName, isNotFound } from "./functionReference";
