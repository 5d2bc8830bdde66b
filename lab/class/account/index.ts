export { accountStacks, downJob, upJob, type AccountStack } from "./accountStacks";
