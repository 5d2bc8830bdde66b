export { confirm } from "./confirm";
export { findLeftovers, type Leftovers } from "./leftovers";
export { targetsOf, type Target } from "./targets";
