import type { FunctionConfiguration, Runtime } from "@aws-sdk/client-lambda";
import type { Function as LambdaFunction, FunctionArgs } from "@pulumi/aws/lambda/function";
import { matching } from "../../properties/faults";
import { archive, map, number, object, output, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { waitUntil } from "../account/waitUntil";
import { resourceType, type InputsOf, type StateOf } from "../resource/resourceType";
import { taggedBy } from "../resource/tags";
import { zipped } from "./codeArchive";

export default resourceType<FunctionArgs, LambdaFunction>({
  token: "aws:lambda/function:Function",
  properties: {
    code: archive({ required: true, unread: true }),
    description: text(),
    environment: object({ variables: map(text()) }),
    handler: text({ required: true }),
    loggingConfig: object(
      {
        logFormat: text({ required: true, oneOf: ["JSON", "Text"] }),
        logGroup: text({ computed: true }),
      },
      { computed: true },
    ),
    memorySize: number({ default: 128 }),
    name: text({
      replaces: true,
      fault: matching(/^[\w-]{1,64}$/, "1 to 64 letters, digits, underscores and hyphens"),
    }),
    role: text({ required: true }),
    runtime: text({ required: true }),
    timeout: number({ default: 3, fault: timeoutFault }),
    arn: output(),
    codeSha256: output({ volatile: true }),
    invokeArn: output(),
    lastModified: output({ volatile: true }),
    qualifiedArn: output({ volatile: true }),
    sourceCodeHash: output({ volatile: true }),
    sourceCodeSize: number({ output: true, volatile: true }),
    version: output({ volatile: true }),
  },
  autoName: { property: "name", maximum: 64 },
  tags: taggedBy(
    (aws, { arn }, tags) => aws.lambda.tagResource({ Resource: arn, Tags: tags }),
    (aws, { arn }, keys) => aws.lambda.untagResource({ Resource: arn, TagKeys: keys }),
  ),
  gone: ["ResourceNotFoundException"],

  async create(inputs, aws) {
    await aws.lambda.createFunction({
      FunctionName: inputs.name,
      PackageType: "Zip",
      Code: { ZipFile: await zipped(inputs.code) },
      Tags: aws.tags(inputs.tags),
      ...configuration(inputs),
    });
    return inputs.name ?? "";
  },

  async complete(id, _, aws) {
    await settled(id, aws);
  },

  async read(id, aws) {
    const { Configuration, Tags } = await aws.lambda.getFunction({ FunctionName: id });
    return Configuration && { ...described(Configuration, aws), tagsAll: Tags ?? {} };
  },

  async update(id, { news, has }, aws) {
    // Lambda rejects a second change while the first is in progress.
    if (has("code")) {
      await aws.lambda.updateFunctionCode({ FunctionName: id, ZipFile: await zipped(news.code) });
      await settled(id, aws);
    }
    if (
      has(
        "description",
        "environment",
        "handler",
        "loggingConfig",
        "memorySize",
        "role",
        "runtime",
        "timeout",
      )
    ) {
      await aws.lambda.updateFunctionConfiguration({ FunctionName: id, ...configuration(news) });
      await settled(id, aws);
    }
  },

  async delete(id, _, aws) {
    await aws.lambda.deleteFunction({ FunctionName: id });
  },
});

/** Waits until Lambda has applied the last change. */
async function settled(FunctionName: string, aws: AwsAccount): Promise<void> {
  await waitUntil(`Lambda to apply the change of ${FunctionName}`, async () => {
    const found = await aws.lambda.getFunctionConfiguration({ FunctionName });
    if (found.State === "Failed" || found.LastUpdateStatus === "Failed") {
      throw new Error(`Lambda reports: ${found.StateReason ?? found.LastUpdateStatusReason ?? "failed"}`);
    }
    return found.State !== "Pending" && found.LastUpdateStatus !== "InProgress";
  });
}

/** The inputs that one call configures together. */
function configuration(inputs: InputsOf<FunctionArgs, LambdaFunction>) {
  const { environment, loggingConfig } = inputs;
  return {
    Description: inputs.description ?? "",
    Environment: { Variables: environment?.variables ?? {} },
    Handler: inputs.handler,
    LoggingConfig: loggingConfig && {
      LogFormat: loggingConfig.logFormat as "JSON" | "Text",
      LogGroup: loggingConfig.logGroup,
    },
    MemorySize: inputs.memorySize,
    Role: inputs.role,
    Runtime: inputs.runtime as Runtime,
    Timeout: inputs.timeout,
  };
}

function described(found: FunctionConfiguration, aws: AwsAccount): Partial<StateOf<LambdaFunction>> {
  const arn = (found.FunctionArn ?? "").replace(/:\$LATEST$/, "");
  const version = found.Version ?? "$LATEST";
  const variables = found.Environment?.Variables ?? {};
  return {
    arn,
    codeSha256: found.CodeSha256,
    description: found.Description ?? "",
    environment: Object.keys(variables).length > 0 ? { variables } : undefined,
    handler: found.Handler,
    // The ARN by which API Gateway invokes a function.
    invokeArn: aws.arn("apigateway", "lambda", `path/2015-03-31/functions/${arn}/invocations`),
    lastModified: found.LastModified,
    loggingConfig: {
      logFormat: found.LoggingConfig?.LogFormat ?? "Text",
      logGroup: found.LoggingConfig?.LogGroup ?? `/aws/lambda/${found.FunctionName}`,
    },
    memorySize: found.MemorySize,
    name: found.FunctionName,
    qualifiedArn: `${arn}:${version}`,
    role: found.Role,
    runtime: found.Runtime,
    sourceCodeHash: found.CodeSha256,
    sourceCodeSize: found.CodeSize,
    timeout: found.Timeout,
    version,
  };
}

function timeoutFault(seconds: number): string | undefined {
  return seconds >= 1 && seconds <= 900 ? undefined : `expected 1 to 900 seconds, got ${seconds}`;
}
