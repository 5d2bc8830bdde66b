export { lookAtClass, type LabLook } from "./lookAtClass";
export { failureLines, isSound, lookJson, statusTable } from "./lookText";
