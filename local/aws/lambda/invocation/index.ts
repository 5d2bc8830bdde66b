export { AsyncInvocations, type RetryPolicy } from "./asyncInvocations";
export { ConcurrentExecutions } from "./concurrentExecutions";
export { FailureDestination } from "./failureDestination";
export { FunctionInvoker, type Invoker } from "./invoker";
