import type { FunctionConfiguration, Runtime } from "@aws-sdk/client-lambda";
import type { Function as LambdaFunction, FunctionArgs } from "@pulumi/aws/lambda/function";
import type { InputsOf, StateOf } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";

type Inputs = InputsOf<FunctionArgs, LambdaFunction>;
type State = Partial<StateOf<LambdaFunction>>;

/** Stands for "as much as the account allows". */
export const unreserved = -1;

/** What one call configures together: the inputs as Lambda takes them. */
export function configurationOf(inputs: Inputs) {
  const { environment, ephemeralStorage, loggingConfig, tracingConfig } = inputs;
  return {
    Description: inputs.description ?? "",
    Environment: { Variables: environment?.variables ?? {} },
    EphemeralStorage: ephemeralStorage?.size === undefined ? undefined : { Size: ephemeralStorage.size },
    Handler: inputs.handler,
    KMSKeyArn: inputs.kmsKeyArn ?? "",
    Layers: inputs.layers ?? [],
    LoggingConfig: loggingConfig && {
      LogFormat: loggingConfig.logFormat as "JSON" | "Text",
      LogGroup: loggingConfig.logGroup,
      ApplicationLogLevel: loggingConfig.applicationLogLevel as "INFO" | undefined,
      SystemLogLevel: loggingConfig.systemLogLevel as "INFO" | undefined,
    },
    MemorySize: inputs.memorySize,
    Role: inputs.role,
    Runtime: inputs.runtime as Runtime,
    Timeout: inputs.timeout,
    TracingConfig: tracingConfig && { Mode: tracingConfig.mode as "Active" | "PassThrough" },
  };
}

/** A function as Lambda tells of it, in the provider's words. */
export function described(found: FunctionConfiguration, aws: AwsAccount): State {
  const arn = (found.FunctionArn ?? "").replace(/:(\$LATEST|\d+)$/, "");
  const version = found.Version ?? "$LATEST";
  const variables = found.Environment?.Variables ?? {};
  const { LoggingConfig: logging } = found;
  return {
    architectures: found.Architectures ?? ["x86_64"],
    arn,
    codeSha256: found.CodeSha256,
    description: found.Description ?? "",
    environment: Object.keys(variables).length > 0 ? { variables } : undefined,
    ephemeralStorage: { size: found.EphemeralStorage?.Size ?? 512 },
    handler: found.Handler,
    invokeArn: invokeArn(arn, aws),
    kmsKeyArn: found.KMSKeyArn ?? "",
    lastModified: found.LastModified,
    layers: (found.Layers ?? []).map((layer) => layer.Arn ?? ""),
    loggingConfig: {
      applicationLogLevel: logging?.ApplicationLogLevel,
      logFormat: logging?.LogFormat ?? "Text",
      logGroup: logging?.LogGroup ?? `/aws/lambda/${found.FunctionName}`,
      systemLogLevel: logging?.SystemLogLevel,
    },
    memorySize: found.MemorySize,
    name: found.FunctionName,
    packageType: found.PackageType,
    qualifiedArn: `${arn}:${version}`,
    qualifiedInvokeArn: invokeArn(`${arn}:${version}`, aws),
    role: found.Role,
    runtime: found.Runtime,
    signingJobArn: found.SigningJobArn ?? "",
    signingProfileVersionArn: found.SigningProfileVersionArn ?? "",
    sourceCodeHash: found.CodeSha256,
    sourceCodeSize: found.CodeSize,
    timeout: found.Timeout,
    tracingConfig: { mode: found.TracingConfig?.Mode ?? "PassThrough" },
    version,
  };
}

/** The ARN by which API Gateway invokes a function. */
function invokeArn(arn: string, aws: AwsAccount): string {
  return aws.arn("apigateway", "lambda", `path/2015-03-31/functions/${arn}/invocations`);
}
