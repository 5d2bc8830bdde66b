import * as path from "node:path";

import type { SessionCredentials } from "../account";
import type { FunctionConfiguration } from "./functionConfiguration";

/** Variables that AWS sets itself, and refuses in a function's configuration. */
export const RESERVED_VARIABLES: readonly string[] = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

/** The folder that holds bootstrap.js. */
export const RUNTIME_FOLDER = __dirname;

export interface ProcessPlace {
  readonly taskRoot: string;
  /** Home and temporary folder in one: the environment's own, as /tmp is on AWS. */
  readonly scratch: string;
  readonly logStream: string;
  /** Where AWS is: the gateway. */
  readonly endpoint: string;
  readonly credentials: SessionCredentials;
}

/**
 * The variables of a function's process: those that AWS documents for its Node.js runtimes, and the function's
 * own, which win where AWS lets them. Nothing comes from this process but where Node.js is.
 *
 * HOME is set because the SDK would otherwise find the user's ~/.aws by the user's id.
 */
export function processEnvironment(fn: FunctionConfiguration, place: ProcessPlace): NodeJS.ProcessEnv {
  return {
    PATH: [path.dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(path.delimiter),
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    HOME: place.scratch,
    TMPDIR: place.scratch,
    AWS_ENDPOINT_URL: place.endpoint,
    // The SDK would fill the function's log with advice on the Node.js version, which is this machine's affair.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    ...fn.variables,
    _HANDLER: fn.handler,
    AWS_REGION: fn.region,
    AWS_DEFAULT_REGION: fn.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    LAMBDA_TASK_ROOT: place.taskRoot,
    LAMBDA_RUNTIME_DIR: RUNTIME_FOLDER,
    AWS_ACCESS_KEY_ID: place.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: place.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: place.credentials.sessionToken,
  };
}

/** Heap limits as AWS's Node.js runtimes set them: 90% of the memory for old objects, 5% for new ones. */
export function memoryFlags(memorySize: number): string[] {
  return [
    `--max-old-space-size=${Math.floor(memorySize * 0.9)}`,
    `--max-semi-space-size=${Math.max(1, Math.floor(memorySize * 0.05))}`,
  ];
}
