const functions = "functions";
const one = "functions/*";

/** Lambda's operations by method and path, `*` standing for any one segment; the version's date isn't part of it. */
const operations: Readonly<Record<string, string>> = {
  "GET account-settings": "GetAccountSettings",
  [`GET ${functions}`]: "ListFunctions",
  [`POST ${functions}`]: "CreateFunction",
  [`GET ${one}`]: "GetFunction",
  [`DELETE ${one}`]: "DeleteFunction",
  [`PUT ${one}/code`]: "UpdateFunctionCode",
  [`GET ${one}/configuration`]: "GetFunctionConfiguration",
  [`PUT ${one}/configuration`]: "UpdateFunctionConfiguration",
  [`POST ${one}/invocations`]: "Invoke",
  [`POST ${one}/invoke-async`]: "InvokeAsync",
  [`POST ${one}/response-streaming-invocations`]: "InvokeWithResponseStream",
  [`GET ${one}/policy`]: "GetPolicy",
  [`POST ${one}/policy`]: "AddPermission",
  [`DELETE ${one}/policy/*`]: "RemovePermission",
  [`GET ${one}/versions`]: "ListVersionsByFunction",
  [`POST ${one}/versions`]: "PublishVersion",
  [`GET ${one}/aliases`]: "ListAliases",
  [`POST ${one}/aliases`]: "CreateAlias",
  [`GET ${one}/aliases/*`]: "GetAlias",
  [`PUT ${one}/aliases/*`]: "UpdateAlias",
  [`DELETE ${one}/aliases/*`]: "DeleteAlias",
  [`GET ${one}/concurrency`]: "GetFunctionConcurrency",
  [`PUT ${one}/concurrency`]: "PutFunctionConcurrency",
  [`DELETE ${one}/concurrency`]: "DeleteFunctionConcurrency",
  [`GET ${one}/event-invoke-config`]: "GetFunctionEventInvokeConfig",
  [`PUT ${one}/event-invoke-config`]: "PutFunctionEventInvokeConfig",
  [`POST ${one}/event-invoke-config`]: "UpdateFunctionEventInvokeConfig",
  [`DELETE ${one}/event-invoke-config`]: "DeleteFunctionEventInvokeConfig",
  [`GET ${one}/code-signing-config`]: "GetFunctionCodeSigningConfig",
  [`GET ${one}/recursion-config`]: "GetFunctionRecursionConfig",
  [`GET ${one}/runtime-management-config`]: "GetRuntimeManagementConfig",
  "GET tags/*": "ListTags",
  "POST tags/*": "TagResource",
  "DELETE tags/*": "UntagResource",
};

/**
 * The operation of a request to Lambda; empty for a path that isn't listed here.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 *
 * @param segments of the path, e.g. `["2015-03-31", "functions", "name", "policy"]`
 */
export function lambdaOperation(method: string, segments: readonly string[]): string {
  const named = segments.at(-1) === "" ? segments.slice(1, -1) : segments.slice(1);
  const path = named.map((segment, index) => (index % 2 === 1 ? "*" : segment));
  return operations[`${method} ${path.join("/")}`] ?? "";
}
