export { AsyncInvocations, type RetryPolicy } from "./asyncInvocations";
export { FunctionInvoker, type Invoker } from "./invoker";
