export { inSession, type InSessionOptions } from "./inSession";
export { captureIn, runIn } from "./runIn";
export { stay } from "./stay";
