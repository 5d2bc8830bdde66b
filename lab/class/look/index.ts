export { lookAtClass, outputsOf, type LabLook, type LookBeside } from "./lookAtClass";
export { failureLines, isSound, lookJson, statusTable } from "./lookText";
