export {
  readItems,
  readTimeline,
  recordedPermissions,
  type TimelineEntry,
} from "./history/configurationItems";
export { readRecorders, recorderPart } from "./recorder/recorderPart";
export { allOf } from "./responses";
export { runVerify } from "./runVerify";
export { examine, isDone, type Task, type TaskCheck, type TaskReport } from "./task";
export { tasks } from "./tasks";
