export { readTimeline, type TimelineEntry } from "./history/configurationItems";
export { runVerify } from "./runVerify";
export { examine, isDone, type Task, type TaskReport } from "./task";
export { tasks } from "./tasks";
