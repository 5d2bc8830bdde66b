export { inSession, type InSessionOptions } from "./inSession";
export { captureIn, runIn, type Captured } from "./runIn";
export { stay } from "./stay";
