export { AsyncInvocations, type RetryPolicy } from "./asyncInvocations";
export { ConcurrentExecutions } from "./concurrentExecutions";
export { FunctionInvoker, type Invoker } from "./invoker";
