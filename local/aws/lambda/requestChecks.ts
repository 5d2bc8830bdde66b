import { AwsError } from "../service";
import { RESERVED_VARIABLES } from "./processEnvironment";
import { isObject } from "../../support/isObject";

type Settings = Readonly<Record<string, unknown>>;

/** AWS's limit for a function's variables together, in bytes of their JSON. */
const VARIABLES_LIMIT = 4096;

/**
 * Refuses settings of CreateFunction and UpdateFunctionConfiguration that AWS refuses and moto takes.
 *
 * @throws AwsError `ValidationException` or `InvalidParameterValueException`
 */
export function checkSettings(request: Settings): void {
  checkRange(request.Timeout, "timeout", 1, 900);
  checkRange(request.MemorySize, "memorySize", 128, 10_240);
  checkVariables(request.Environment);
  const logging = request.LoggingConfig;
  if (isObject(logging) && logging.LogFormat === "JSON") {
    throw invalid("LogFormat JSON is not supported by this endpoint; it writes Text only.");
  }
}

/** @throws AwsError where a function of a zip file lacks what only container images may lack. */
export function checkNewFunction(request: Settings): void {
  if (request.PackageType === "Image") return;
  if (typeof request.Runtime !== "string" || typeof request.Handler !== "string") {
    throw invalid(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  }
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
