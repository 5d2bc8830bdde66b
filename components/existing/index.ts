export { rejectChannel, rejectRecorder, rejectRule } from "./recording";
export { rejectTopic } from "./topic";
