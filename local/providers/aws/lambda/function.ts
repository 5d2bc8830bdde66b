import type { Architecture, Lambda } from "@aws-sdk/client-lambda";
import type { Function as LambdaFunction, FunctionArgs } from "@pulumi/aws/lambda/function";
import { archive, flag, list, map, number, object, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { until } from "../account/waitUntil";
import { tagChanges, tagged } from "../resource/tags";
import { zipped } from "./codeArchive";
import { configurationOf, described, unreserved } from "./functionConfiguration";

/** Inputs that one call configures together. */
const configuration = [
  "description",
  "environment",
  "ephemeralStorage",
  "handler",
  "kmsKeyArn",
  "layers",
  "loggingConfig",
  "memorySize",
  "role",
  "runtime",
  "timeout",
  "tracingConfig",
] as const satisfies (keyof FunctionArgs)[];

export default resourceType<FunctionArgs, LambdaFunction>({
  token: "aws:lambda/function:Function",
  properties: {
    architectures: list(text({ oneOf: ["arm64", "x86_64"] }), { computed: true }),
    code: archive({ required: true, unread: true }),
    description: text(),
    environment: object({ variables: map(text()) }),
    ephemeralStorage: object({ size: number() }, { computed: true }),
    handler: text({ required: true }),
    kmsKeyArn: text(),
    layers: list(text()),
    loggingConfig: object(
      {
        applicationLogLevel: text(),
        logFormat: text({ required: true, oneOf: ["JSON", "Text"] }),
        logGroup: text({ computed: true }),
        systemLogLevel: text(),
      },
      { computed: true },
    ),
    memorySize: number({ default: 128 }),
    name: text({ replaces: true, fault: nameFault }),
    packageType: text({ default: "Zip", replaces: true, oneOf: ["Zip"] }),
    publish: flag({ default: false, unread: true }),
    region: text({ computed: true, replaces: true }),
    reservedConcurrentExecutions: number({ default: unreserved }),
    role: text({ required: true }),
    runtime: text({ required: true }),
    skipDestroy: flag({ default: false, unread: true }),
    timeout: number({ default: 3, fault: timeoutFault }),
    tracingConfig: object(
      { mode: text({ required: true, oneOf: ["Active", "PassThrough"] }) },
      { computed: true },
    ),
    ...tagged,
    arn: output(),
    codeSha256: output({ volatile: true }),
    invokeArn: output(),
    lastModified: output({ volatile: true }),
    qualifiedArn: output({ volatile: true }),
    qualifiedInvokeArn: output({ volatile: true }),
    signingJobArn: output(),
    signingProfileVersionArn: output(),
    sourceCodeHash: output({ volatile: true }),
    sourceCodeSize: number({ output: true, volatile: true }),
    version: output({ volatile: true }),
  },
  autoName: { property: "name", maximum: 64 },
  gone: ["ResourceNotFoundException"],

  async create(inputs, aws) {
    const lambda = await aws.lambda();
    await lambda.createFunction({
      FunctionName: inputs.name,
      PackageType: "Zip",
      Code: { ZipFile: await zipped(inputs.code) },
      Publish: inputs.publish,
      Architectures: inputs.architectures as Architecture[] | undefined,
      Tags: aws.tags(inputs.tags),
      ...configurationOf(inputs),
    });
    return inputs.name ?? "";
  },

  async complete(id, inputs, aws) {
    const lambda = await aws.lambda();
    await ready(lambda, id);
    await reserve(lambda, id, inputs.reservedConcurrentExecutions);
  },

  async read(id, aws) {
    const { Configuration, Concurrency, Tags } = await (await aws.lambda()).getFunction({ FunctionName: id });
    return (
      Configuration && {
        ...described(Configuration, aws),
        reservedConcurrentExecutions: Concurrency?.ReservedConcurrentExecutions ?? unreserved,
        tagsAll: Tags ?? {},
      }
    );
  },

  async update(id, { olds, news, has }, aws) {
    const lambda = await aws.lambda();
    // Lambda refuses a second change while the first is under way.
    if (has("code", "architectures")) {
      await lambda.updateFunctionCode({
        FunctionName: id,
        ZipFile: await zipped(news.code),
        Architectures: news.architectures as Architecture[] | undefined,
      });
      await ready(lambda, id);
    }
    if (has(...configuration)) {
      await lambda.updateFunctionConfiguration({ FunctionName: id, ...configurationOf(news) });
      await ready(lambda, id);
    }
    if (has("reservedConcurrentExecutions")) await reserve(lambda, id, news.reservedConcurrentExecutions);
    if (news.publish && has("code", ...configuration)) await lambda.publishVersion({ FunctionName: id });
    if (has("tags")) {
      const changes = tagChanges(olds.tagsAll, aws.tags(news.tags));
      const Resource = olds.arn;
      if (changes.remove.length > 0) await lambda.untagResource({ Resource, TagKeys: changes.remove });
      if (Object.keys(changes.set).length > 0) await lambda.tagResource({ Resource, Tags: changes.set });
    }
  },

  async delete(id, state, aws) {
    if (state.skipDestroy) return;
    await (await aws.lambda()).deleteFunction({ FunctionName: id });
  },
});

async function reserve(lambda: Lambda, FunctionName: string, executions = unreserved): Promise<void> {
  if (executions >= 0) {
    await lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: executions });
  } else {
    await lambda.deleteFunctionConcurrency({ FunctionName });
  }
}

/** Waits until Lambda has taken in the last change. */
async function ready(lambda: Lambda, FunctionName: string): Promise<void> {
  await until(`Lambda to make ${FunctionName} ready`, async () => {
    const found = await lambda.getFunctionConfiguration({ FunctionName });
    if (found.State === "Failed" || found.LastUpdateStatus === "Failed") {
      throw new Error(`Lambda says: ${found.StateReason ?? found.LastUpdateStatusReason ?? "failed"}`);
    }
    return found.State !== "Pending" && found.LastUpdateStatus !== "InProgress";
  });
}

function nameFault(name: string): string | undefined {
  return /^[\w-]{1,64}$/.test(name)
    ? undefined
    : `1 to 64 letters, digits, underscores and hyphens expected, came ${JSON.stringify(name)}`;
}

function timeoutFault(seconds: number): string | undefined {
  return seconds >= 1 && seconds <= 900 ? undefined : `1 to 900 seconds expected, came ${seconds}`;
}
