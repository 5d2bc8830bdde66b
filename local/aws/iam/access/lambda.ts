import type { AwsRequest } from "../../service";
import type { Access } from "../simulator";

/** Lambda's REST paths, after the version's date, with what IAM calls the operation. */
const routes: readonly (readonly [method: string, path: RegExp, action: string])[] = [
  ["GET", /^account-settings$/, "GetAccountSettings"],
  ["GET", /^functions$/, "ListFunctions"],
  ["POST", /^functions$/, "CreateFunction"],
  ["GET", /^functions\/[^/]+$/, "GetFunction"],
  ["DELETE", /^functions\/[^/]+$/, "DeleteFunction"],
  ["PUT", /^functions\/[^/]+\/code$/, "UpdateFunctionCode"],
  ["GET", /^functions\/[^/]+\/configuration$/, "GetFunctionConfiguration"],
  ["PUT", /^functions\/[^/]+\/configuration$/, "UpdateFunctionConfiguration"],
  ["POST", /^functions\/[^/]+\/(invocations|invoke-async|response-streaming-invocations)$/, "InvokeFunction"],
  ["GET", /^functions\/[^/]+\/policy$/, "GetPolicy"],
  ["POST", /^functions\/[^/]+\/policy$/, "AddPermission"],
  ["DELETE", /^functions\/[^/]+\/policy\/[^/]+$/, "RemovePermission"],
  ["GET", /^functions\/[^/]+\/versions$/, "ListVersionsByFunction"],
  ["POST", /^functions\/[^/]+\/versions$/, "PublishVersion"],
  ["GET", /^functions\/[^/]+\/aliases$/, "ListAliases"],
  ["POST", /^functions\/[^/]+\/aliases$/, "CreateAlias"],
  ["GET", /^functions\/[^/]+\/aliases\/[^/]+$/, "GetAlias"],
  ["PUT", /^functions\/[^/]+\/aliases\/[^/]+$/, "UpdateAlias"],
  ["DELETE", /^functions\/[^/]+\/aliases\/[^/]+$/, "DeleteAlias"],
  ["GET", /^functions\/[^/]+\/concurrency$/, "GetFunctionConcurrency"],
  ["PUT", /^functions\/[^/]+\/concurrency$/, "PutFunctionConcurrency"],
  ["DELETE", /^functions\/[^/]+\/concurrency$/, "DeleteFunctionConcurrency"],
  ["GET", /^functions\/[^/]+\/event-invoke-config$/, "GetFunctionEventInvokeConfig"],
  ["PUT", /^functions\/[^/]+\/event-invoke-config$/, "PutFunctionEventInvokeConfig"],
  ["POST", /^functions\/[^/]+\/event-invoke-config$/, "UpdateFunctionEventInvokeConfig"],
  ["DELETE", /^functions\/[^/]+\/event-invoke-config$/, "DeleteFunctionEventInvokeConfig"],
  ["GET", /^functions\/[^/]+\/code-signing-config$/, "GetFunctionCodeSigningConfig"],
  ["GET", /^functions\/[^/]+\/recursion-config$/, "GetFunctionRecursionConfig"],
  ["GET", /^functions\/[^/]+\/runtime-management-config$/, "GetRuntimeManagementConfig"],
  ["GET", /^tags\//, "ListTags"],
  ["POST", /^tags\//, "TagResource"],
  ["DELETE", /^tags\//, "UntagResource"],
];

/** Lambda's operations are told by method and path, its functions by name or ARN in the path. */
export function lambdaAccesses(request: AwsRequest, accountId: string): readonly Access[] {
  const path = request.url
    .split("?")[0]!
    .replace(/^\/\d{4}-\d\d-\d\d\//, "")
    .replace(/\/$/, "");
  const route = routes.find(([method, pattern]) => method === request.method && pattern.test(path));
  // Whoever may do everything with Lambda may do this too; a policy that lists actions doesn't cover it.
  const action = `lambda:${route?.[2] ?? "UnlistedOperation"}`;
  return [{ action, resource: functionArn(request, path, accountId), context: {} }];
}

function functionArn({ method, region, body }: AwsRequest, path: string, accountId: string): string {
  const named = decodeURIComponent(/^(?:functions|tags)\/([^/]+)/.exec(path)?.[1] ?? "");
  const name = named || (method === "POST" && path === "functions" ? nameInBody(body) : "");
  if (!name) return "*";
  if (name.startsWith("arn:")) return name;
  // A partial ARN, 123456789012:function:name, is a name too.
  return `arn:aws:lambda:${region}:${accountId}:function:${name.split(":function:").at(-1)}`;
}

function nameInBody(body: Buffer): string {
  const { FunctionName } = JSON.parse(body.toString("utf8") || "{}") as { FunctionName?: unknown };
  return typeof FunctionName === "string" ? FunctionName : "";
}
