export { type Fault, type FaultPlan } from "./fault";
export { Faults } from "./faults";
export { type Interceptor } from "./interceptor";
export { readFaultPlan } from "./readFaultPlan";
