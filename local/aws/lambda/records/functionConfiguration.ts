import { createHash } from "node:crypto";

import { isObject } from "../../../support/isObject";
import { AwsError } from "../../service";

/**
 * The runtimes that functions may have. Each is run by this machine's own Node.js, whatever its version; what differs
 * is what the runtime itself does, e.g. that nodejs24.x has no callbacks.
 */
export const RUNTIMES: readonly string[] = ["nodejs20.x", "nodejs22.x", "nodejs24.x"];

/** The one version of each function: published versions aren't offered here. */
export const LATEST = "$LATEST";

/** A function as it is run: what GetFunctionConfiguration returns, read and checked. */
export interface FunctionConfiguration {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  /** ARN of the role whose credentials the code gets. */
  readonly role: string;
  /** One of `RUNTIMES`. */
  readonly runtime: string;
  /** E.g. `index.handler`. */
  readonly handler: string;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly codeSha256: string;
  readonly logGroup: string;
}

/**
 * Reads a function's configuration from Lambda's response.
 *
 * @throws AwsError `ServiceException` where a field is missing
 */
export function readConfiguration(region: string, response: Record<string, unknown>): FunctionConfiguration {
  const text = (field: string): string => {
    const value = response[field];
    if (typeof value !== "string") {
      throw new AwsError("ServiceException", `${field}: expected a string, got ${typeof value}`, 500);
    }
    return value;
  };
  const name = text("FunctionName");
  const environment = isObject(response.Environment) ? response.Environment.Variables : undefined;
  const logging = isObject(response.LoggingConfig) ? response.LoggingConfig : {};
  return {
    region,
    name,
    arn: text("FunctionArn").split(":").slice(0, 7).join(":"),
    role: text("Role"),
    runtime: text("Runtime"),
    handler: text("Handler"),
    timeout: Number(response.Timeout),
    memorySize: Number(response.MemorySize),
    variables: isObject(environment) ? (environment as Record<string, string>) : {},
    codeSha256: text("CodeSha256"),
    logGroup: typeof logging.LogGroup === "string" ? logging.LogGroup : defaultLogGroup(name),
  };
}

/** Names a function of the account, e.g. `us-east-1/name`: what is kept for it is kept under this key. */
export function ownerOf({ region, name }: { readonly region: string; readonly name: string }): string {
  return `${region}/${name}`;
}

/** Where a function logs that names no log group. */
export function defaultLogGroup(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** A digest of everything that an execution environment is made from: when it changes, a new environment is needed. */
export function environmentKey(configuration: FunctionConfiguration): string {
  return createHash("sha256").update(JSON.stringify(configuration)).digest("hex");
}
