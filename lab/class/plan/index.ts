export { stacksOf, type ClassPlan, type Obstacle, type PlannedLab } from "./classPlan";
export { makePlan } from "./makePlan";
export { obstacleLines, planJson, planLines } from "./planText";
export { namespaced } from "./stackConfig";
