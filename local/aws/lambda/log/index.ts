export { LogDelivery, newStreamName } from "./logDelivery";
export { endLine, initStartLine, line, type LogLine, logTail, reportLine, startLine } from "./logLines";
