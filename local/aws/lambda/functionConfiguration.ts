import { createHash } from "node:crypto";

import { AwsError } from "../service";
import { isObject } from "../../support/isObject";

/** A function as it is run: what GetFunctionConfiguration answers, read and checked. */
export interface FunctionConfiguration {
  readonly region: string;
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  /** `$LATEST`, or the number of a published version. */
  readonly version: string;
  /** ARN of the role whose credentials the code gets. */
  readonly role: string;
  /** E.g. `nodejs22.x`. */
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
 * Reads a function's configuration from Lambda's answer.
 *
 * @throws AwsError `InvalidRuntimeException` for what can't be run here: anything but Node.js in a zip file.
 */
export function readConfiguration(region: string, answer: Record<string, unknown>): FunctionConfiguration {
  const text = (field: string): string => {
    const value = answer[field];
    if (typeof value !== "string") {
      throw new AwsError("ServiceException", `expected ${field} to be a string, came ${typeof value}`, 500);
    }
    return value;
  };
  const name = text("FunctionName");
  if (answer.PackageType === "Image" || !/^nodejs\d+\.x$/.test(String(answer.Runtime))) {
    const what = answer.PackageType === "Image" ? "a container image" : `runtime ${String(answer.Runtime)}`;
    throw new AwsError(
      "InvalidRuntimeException",
      `${name} needs ${what}; only nodejs runtimes run here.`,
      502,
    );
  }
  const environment = isObject(answer.Environment) ? answer.Environment.Variables : undefined;
  const logging = isObject(answer.LoggingConfig) ? answer.LoggingConfig : {};
  return {
    region,
    name,
    arn: text("FunctionArn").split(":").slice(0, 7).join(":"),
    version: text("Version"),
    role: text("Role"),
    runtime: text("Runtime"),
    handler: text("Handler"),
    timeout: Number(answer.Timeout),
    memorySize: Number(answer.MemorySize),
    variables: isObject(environment) ? (environment as Record<string, string>) : {},
    codeSha256: text("CodeSha256"),
    logGroup: typeof logging.LogGroup === "string" ? logging.LogGroup : defaultLogGroup(name),
  };
}

/** Where a function logs that names no log group of its own. */
export function defaultLogGroup(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** A digest of everything that an execution environment is made from: with another one, it must be replaced. */
export function environmentKey(configuration: FunctionConfiguration): string {
  return createHash("sha256").update(JSON.stringify(configuration)).digest("hex");
}
