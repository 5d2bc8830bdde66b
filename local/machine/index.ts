export { checkMachine, faultsIn, type Check } from "./checkMachine";
