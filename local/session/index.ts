export { startSession, type LocalSession, type SessionOptions } from "./session";
export { usageLines } from "./usage";
