export type { InvocationResult } from "./environment";
export type { Outcome } from "./outcome";
export { EnvironmentPool, type PoolLimits } from "./environmentPool";
export { LocalEnvironments } from "./executionEnvironment";
export { RESERVED_VARIABLES } from "./variables";
