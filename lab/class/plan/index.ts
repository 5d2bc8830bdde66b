export { placesOf, stacksOf, type ClassPlan, type Obstacle, type Place, type PlannedLab } from "./classPlan";
export { makePlan } from "./makePlan";
export { obstacleLines, planJson, planLines } from "./planText";
export { namespaced, providerCredentials, stackTags } from "./stackConfig";
