export { exitCodes } from "./exitCodes";
export { explain, explanationLines } from "./explain";
export { failureChain, hasCode } from "./failureChain";
export { LabError } from "./labError";
export { orAbsent } from "./orAbsent";
export { watchOutput } from "./watchOutput";
