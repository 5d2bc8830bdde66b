export { findLeftovers, runLeftovers, type RunLeftoversOptions } from "./runLeftovers";
export type { Leftover } from "./leftover";
