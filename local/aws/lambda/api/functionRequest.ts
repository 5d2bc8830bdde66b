import { AwsError, type AwsRequest } from "../../service";
import { functionName } from "../records";

/** What the program, the provider stand-ins, lab/ and a student of the lab use. */
const OFFERED: readonly string[] = [
  "AddPermission",
  "CreateFunction",
  "DeleteFunction",
  "DeleteFunctionConcurrency",
  "DeleteFunctionEventInvokeConfig",
  "GetFunction",
  "GetFunctionConfiguration",
  "GetFunctionEventInvokeConfig",
  "GetPolicy",
  "Invoke",
  "ListFunctions",
  "ListTags",
  "PutFunctionConcurrency",
  "PutFunctionEventInvokeConfig",
  "RemovePermission",
  "TagResource",
  "UntagResource",
  "UpdateFunctionCode",
  "UpdateFunctionConfiguration",
];

/** A request about a function, or, with an empty name, about all. */
export interface FunctionRequest {
  /** Has the plain name in its path: moto knows neither partial ARNs nor, in every operation, ARNs. */
  readonly request: AwsRequest;
  /** Whatever way the path names the function. */
  readonly name: string;
}

/** @throws AwsError `UnknownOperationException` for an operation that isn't offered, and what `functionName` throws */
export function functionRequest(request: AwsRequest, account: string): FunctionRequest {
  const { operation, method, url, region, segments, parameters } = request;
  if (!OFFERED.includes(operation)) {
    throw new AwsError(
      "UnknownOperationException",
      `${operation || `${method} ${url}`} is not offered here. Lambda on this machine has: ${OFFERED.join(", ")}.`,
      404,
    );
  }
  const named = segments[2];
  if (!named) return { request, name: "" };
  const name = functionName(named, parameters.get("Qualifier") ?? undefined, { region, account });
  return { name, request: { ...request, url: url.replace(/\/functions\/[^/?]+/, `/functions/${name}`) } };
}
