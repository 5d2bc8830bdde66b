export { startSession, type LocalSession, type SessionOptions } from "./session";
export { watchStackFiles } from "./stackFiles";
export { usageLines } from "./usage";
