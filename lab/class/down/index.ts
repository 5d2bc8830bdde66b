export { findHandMade, handMadeInWords, type HandMade, type LabPlace } from "./byHand";
export { confirm } from "./confirm";
export { expiredTargets } from "./expired";
export { findLeftovers, type Leftovers } from "./leftovers";
export { removeHandMade } from "./removeHandMade";
export { targetsOf, type Target } from "./targets";
