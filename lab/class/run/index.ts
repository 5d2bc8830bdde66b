export { subscriptionsKey, type AccountSubscription } from "./accountSubscription";
export type { StackEvent, StackFailure, StackJob } from "./messages";
export { runStacks, type Watcher, type Work, type WorkResult } from "./runStacks";
export { watchStopping, type Stopping, type StoppingWatch } from "./stopping";
