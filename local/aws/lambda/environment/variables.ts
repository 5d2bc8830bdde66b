import * as path from "node:path";

import { markName } from "../../../support/processTree";
import type { SessionCredentials } from "../../account";
import { type FunctionConfiguration, LATEST } from "../records";

/** Variables that AWS sets itself, and rejects in a function's configuration. */
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
export const RUNTIME_FOLDER = path.join(__dirname, "../runtime");

export interface ProcessPlace {
  readonly taskRoot: string;
  /** Home and temporary folder in one: the environment's own, as /tmp is on AWS. */
  readonly scratch: string;
  readonly logStream: string;
  /** The gateway's, as the endpoint of every AWS service. */
  readonly endpoint: string;
  readonly credentials: SessionCredentials;
}

/**
 * The variables of a function's process: those that AWS documents for its Node.js runtimes
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), and the function's own, which take
 * precedence over the ones that aren't reserved. Of the host's variables two are passed on: the folder of `node`, and a
 * session's mark, by which the session finds and ends what the code moved out of its process group.
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
    // The SDK's advice on the machine's Node.js version has no place in the function's log.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    ...fn.variables,
    [markName]: process.env[markName],
    _HANDLER: fn.handler,
    AWS_REGION: fn.region,
    AWS_DEFAULT_REGION: fn.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: LATEST,
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
