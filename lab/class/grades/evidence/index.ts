export { lookForGrades, observationOf, type Observation } from "./observation";
export { readEvidence, saveEvidence } from "./savedEvidence";
