import { isDeepStrictEqual } from "node:util";

import { isObject } from "../../../support/isObject";
import { AwsError } from "../../service";
import { RESERVED_VARIABLES } from "../environment";
import { notOffered } from "../notOffered";
import { RUNTIMES } from "../records";

type Settings = Readonly<Record<string, unknown>>;

/** AWS's limit for a function's variables together, in bytes of their JSON. */
const VARIABLES_LIMIT = 4096;

/** Fields of CreateFunction, UpdateFunctionCode and UpdateFunctionConfiguration that have an effect here. */
const OFFERED: readonly string[] = [
  "Architectures",
  "Code",
  "Description",
  "Environment",
  "FunctionName",
  "Handler",
  "LoggingConfig",
  "MemorySize",
  "Role",
  "Runtime",
  "Tags",
  "Timeout",
  "ZipFile",
];

/** What the other fields may say: the value that AWS gives them by default. */
const DEFAULTS: Settings = {
  EphemeralStorage: { Size: 512 },
  PackageType: "Zip",
  SnapStart: { ApplyOn: "None" },
  TracingConfig: { Mode: "PassThrough" },
};

/** @throws AwsError `InvalidParameterValueException` for a setting that would have no effect here */
export function checkOffered(request: Settings): void {
  for (const [field, value] of Object.entries(request)) {
    if (OFFERED.includes(field) || isEmpty(value) || isDeepStrictEqual(value, DEFAULTS[field])) continue;
    throw notOffered(`the setting ${field}`);
  }
  const { Runtime: runtime, LoggingConfig: logging } = request;
  if (typeof runtime === "string" && !RUNTIMES.includes(runtime)) {
    throw notOffered(`the runtime ${runtime}`, `choose one of ${RUNTIMES.join(", ")}`);
  }
  if (isObject(logging) && logging.LogFormat === "JSON")
    throw notOffered("the log format JSON", "choose Text");
}

/**
 * Rejects settings of CreateFunction and UpdateFunctionConfiguration that AWS rejects and moto accepts.
 *
 * @throws AwsError `ValidationException` or `InvalidParameterValueException`
 */
export function checkSettings(request: Settings): void {
  checkRange(request.Timeout, "timeout", 1, 900);
  checkRange(request.MemorySize, "memorySize", 128, 10_240);
  checkVariables(request.Environment);
}

/** @throws AwsError `InvalidParameterValueException` where a new function lacks what a deployment package needs */
export function checkNewFunction(request: Settings): void {
  if (typeof request.Runtime !== "string" || typeof request.Handler !== "string") {
    throw invalid(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  }
}

/** Nothing is set: neither the value itself, nor, in an object, any of its fields. */
function isEmpty(value: unknown): boolean {
  if (isObject(value)) return Object.values(value).every(isEmpty);
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || value === "" || value === false;
}

function checkRange(value: unknown, name: string, least: number, most: number): void {
  if (value === undefined || value === null) return;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return;
  const [word, limit] = number > most ? ["less", most] : ["greater", least];
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${number}' at '${name}' failed to satisfy constraint: ` +
      `Member must have value ${word} than or equal to ${limit}`,
  );
}

function checkVariables(environment: unknown): void {
  const variables = isObject(environment) && isObject(environment.Variables) ? environment.Variables : {};
  const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.includes(name));
  if (reserved.length > 0) {
    throw invalid(
      "Lambda was unable to configure your environment variables because the environment variables you have " +
        "provided contains reserved keys that are currently not supported for modification. Reserved keys used " +
        `in this request: ${reserved.join(", ")}`,
    );
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > VARIABLES_LIMIT) {
    throw invalid(
      "Lambda was unable to configure your environment variables because the environment variables you have " +
        `provided exceeded the 4KB limit. String measured: ${text}`,
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}

/**
 * Rejects what would have no effect here of settings of asynchronous invocations.
 *
 * @throws AwsError `InvalidParameterValueException`
 */
export function checkEventSettings(
  { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age }: Settings,
  destinations: unknown,
): void {
  if (retries !== undefined && retries !== 2) throw notOffered("a number of retries other than 2");
  if (age !== undefined && age !== 21_600) throw notOffered("an age of events other than 21,600 seconds");
  const { OnSuccess: success, OnFailure: failure } = isObject(destinations) ? destinations : {};
  if (isObject(success) && success.Destination) throw notOffered("a destination on success");
  const destination = isObject(failure) ? failure.Destination : undefined;
  if (typeof destination !== "string" || !/^arn:[\w-]+:sns:/.test(destination))
    throw notOffered("a destination on failure other than a topic");
}
