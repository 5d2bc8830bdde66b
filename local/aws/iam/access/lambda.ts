import { isObject } from "../../../support/isObject";
import { arnPrefix } from "../../../support/regions";
import type { AwsRequest } from "../../service";
import type { Access } from "../simulator";

/** Operations whose permission has another name. */
const actions: Readonly<Record<string, string>> = {
  Invoke: "InvokeFunction",
  InvokeAsync: "InvokeFunction",
  InvokeWithResponseStream: "InvokeFunction",
  // Allowed by a policy that allows everything of Lambda, and by none that lists actions.
  "": "UnlistedOperation",
};

/** Requests to Lambda name a function in the path, by name, partial ARN or ARN; CreateFunction names it in the body. */
export function lambdaAccesses(request: AwsRequest, accountId: string): readonly Access[] {
  const action = `lambda:${actions[request.operation] ?? request.operation}`;
  return [{ action, resource: functionArn(request, accountId), context: {} }];
}

function functionArn({ operation, region, segments, json }: AwsRequest, accountId: string): string {
  const inBody = operation === "CreateFunction" && isObject(json) ? json.FunctionName : undefined;
  const name = segments[2] || inBody;
  if (typeof name !== "string") return "*";
  if (name.startsWith("arn:")) return name;
  // A partial ARN, 123456789012:function:name, is a name too.
  return `${arnPrefix(region)}:lambda:${region}:${accountId}:function:${name.split(":function:").at(-1)}`;
}
