import { strict as assert } from "node:assert";

import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
  ListLayersCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";

import { busyMachine, type LambdaHarness, startLambda } from "../harness";
import { zipOf } from "../../zipOf";

const ROLE = "arn:aws:iam::123456789012:role/worker";
const answering = (word: string) => `exports.handler = async () => "${word}";`;

describe("functions", function () {
  this.timeout(busyMachine);
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda();
  });
  after(() => aws.stop());

  it("offer the uploaded package for download by a plain GET of the code's location", async () => {
    const archive = { "index.js": answering("download") };
    await aws.makeFunction("download", "", { Code: { ZipFile: zipOf(archive) } });
    const location = async () =>
      (await aws.lambda.send(new GetFunctionCommand({ FunctionName: "download" }))).Code?.Location ?? "";
    const first = await location();
    assert.ok(first.startsWith(`${aws.account.endpoint}/`), first);
    const response = await fetch(first);
    assert.deepEqual([response.status, response.headers.get("content-type")], [200, "application/zip"]);
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), zipOf(archive));
    const other = zipOf({ "index.js": answering("other") });
    await aws.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: "download", ZipFile: other }));
    assert.deepEqual(new Uint8Array(await (await fetch(await location())).arrayBuffer()), other);
    const forged = await fetch(first.replace(/Signature=../, "Signature=zz"));
    assert.equal(forged.status, 403);
    assert.match(await forged.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
    await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: "download" }));
    assert.equal((await fetch(first)).status, 404);
  });

  it("keep every setting they were created with", async () => {
    const created = await aws.lambda.send(
      new CreateFunctionCommand({
        FunctionName: "whole",
        Role: ROLE,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Timeout: 60,
        MemorySize: 512,
        Description: "all of it",
        Environment: { Variables: { A: "1" } },
        LoggingConfig: { LogGroup: "awsconfig_lambda_security_group" },
        Tags: { lab: "7" },
        Code: { ZipFile: zipOf({ "index.js": answering("whole") }) },
      }),
    );
    assert.equal(created.FunctionArn, "arn:aws:lambda:us-east-1:123456789012:function:whole");
    const limits = { maxWaitTime: 60, minDelay: 1, client: aws.lambda };
    await waitUntilFunctionActiveV2(limits, { FunctionName: "whole" });
    await waitUntilFunctionUpdatedV2(limits, { FunctionName: "whole" });
    const { Configuration, Tags } = await aws.lambda.send(new GetFunctionCommand({ FunctionName: "whole" }));
    const read = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "whole" }));
    const { Functions } = await aws.lambda.send(new ListFunctionsCommand());
    const listed = Functions?.find(({ FunctionName }) => FunctionName === "whole");
    for (const answer of [created, Configuration, read, listed]) {
      const { Runtime, Handler, Timeout, MemorySize, Description, Environment, LoggingConfig, State } =
        answer ?? {};
      assert.deepEqual(
        { Runtime, Handler, Timeout, MemorySize, Description, Environment, LoggingConfig, State },
        {
          Runtime: "nodejs24.x",
          Handler: "index.handler",
          Timeout: 60,
          MemorySize: 512,
          Description: "all of it",
          Environment: { Variables: { A: "1" } },
          LoggingConfig: { LogFormat: "Text", LogGroup: "awsconfig_lambda_security_group" },
          State: "Active",
        },
      );
    }
    assert.deepEqual(Tags, { lab: "7" });
  });

  it("log to a group of their own name by default", async () => {
    await aws.makeFunction("plain", answering("plain"));
    const read = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "plain" }));
    assert.deepEqual(read.LoggingConfig, { LogFormat: "Text", LogGroup: "/aws/lambda/plain" });
  });

  it("run new code, and new settings, from the next event on", async () => {
    await aws.makeFunction("changing", `exports.handler = async () => "old " + process.env.WORD;`);
    assert.equal((await aws.invoke("changing")).payload, "old undefined");
    const code = zipOf({ "index.js": `exports.handler = async () => "new " + process.env.WORD;` });
    await aws.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: "changing", ZipFile: code }));
    assert.equal((await aws.invoke("changing")).payload, "new undefined");
    const settings = { Environment: { Variables: { WORD: "word" } }, LoggingConfig: { LogGroup: "other" } };
    const updated = await aws.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: "changing", ...settings }),
    );
    assert.equal(updated.LoggingConfig?.LogGroup, "other");
    assert.equal((await aws.invoke("changing")).payload, "new word");
    await aws.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: "changing", Environment: {} }),
    );
    assert.equal((await aws.invoke("changing")).payload, "new undefined");
    await aws.service.idle();
    assert.equal((await aws.logLines("other", "START RequestId")).length, 2);
  });

  it("can be deleted, and created again with other code", async () => {
    await aws.makeFunction("gone", answering("before"));
    assert.equal((await aws.invoke("gone")).payload, "before");
    await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: "gone" }));
    await assert.rejects(aws.invoke("gone"), { name: "ResourceNotFoundException" });
    await aws.makeFunction("gone", answering("after"));
    assert.equal((await aws.invoke("gone")).payload, "after");
  });

  const rejected: [what: string, input: object, error: object][] = [
    [
      "a role that Lambda may not assume",
      { Role: "arn:aws:iam::123456789012:role/of-config" },
      {
        name: "InvalidParameterValueException",
        message: "The role defined for the function cannot be assumed by Lambda.",
      },
    ],
    [
      "a role that isn't there",
      { Role: "arn:aws:iam::123456789012:role/none" },
      { name: "InvalidParameterValueException" },
    ],
    [
      "reserved variables",
      { Environment: { Variables: { AWS_REGION: "x", FINE: "y" } } },
      { name: "InvalidParameterValueException", message: /Reserved keys used in this request: AWS_REGION$/ },
    ],
    [
      "more than 4 KB of variables",
      { Environment: { Variables: { LONG: "x".repeat(4096) } } },
      { name: "InvalidParameterValueException", message: /exceeded the 4KB limit/ },
    ],
    [
      "a time limit over 15 minutes",
      { Timeout: 901 },
      {
        name: "ValidationException",
        message:
          "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: " +
          "Member must have value less than or equal to 900",
      },
    ],
    [
      "too little memory",
      { MemorySize: 64 },
      { name: "ValidationException", message: /greater than or equal to 128$/ },
    ],
    [
      "no runtime",
      { Runtime: undefined },
      { name: "InvalidParameterValueException", message: /^Runtime and Handler/ },
    ],
    [
      "no code",
      { Code: {} },
      { name: "InvalidParameterValueException", message: /provide a source for function code/ },
    ],
    [
      "what isn't a zip file",
      { Code: { ZipFile: Buffer.from("no zip file") } },
      { name: "InvalidParameterValueException", message: /^Could not unzip uploaded file/ },
    ],
    [
      "an entry with a path outside the function's folder",
      { Code: { ZipFile: zipOf({ "../evil.js": "" }) } },
      {
        name: "InvalidParameterValueException",
        message: /"\.\.\/evil\.js" is outside the function's folder/,
      },
    ],
  ];
  it("can't be created with settings that AWS rejects", async () => {
    await aws.makeRole("of-config", [], "config.amazonaws.com");
    for (const [what, input, error] of rejected) {
      await assert.rejects(aws.makeFunction("rejected", "", input), error, what);
    }
    await assert.rejects(aws.invoke("rejected"), { name: "ResourceNotFoundException" });
  });

  const here = "Lambda on this machine:";
  const notOffered: [what: string, input: object, message: string][] = [
    [
      "another runtime",
      { Runtime: "python3.13" },
      "the runtime python3.13 is not offered here: choose one of nodejs20.x, nodejs22.x, nodejs24.x.",
    ],
    [
      "a container image",
      { PackageType: "Image", Code: { ImageUri: "image" } },
      "the setting PackageType is not offered here.",
    ],
    [
      "layers",
      { Layers: ["arn:aws:lambda:us-east-1:123456789012:layer:a:1"] },
      "the setting Layers is not offered here.",
    ],
    ["a published version", { Publish: true }, "the setting Publish is not offered here."],
    ["a VPC", { VpcConfig: { SubnetIds: ["subnet-1"] } }, "the setting VpcConfig is not offered here."],
    [
      "a dead-letter queue",
      { DeadLetterConfig: { TargetArn: "arn:aws:sns:us-east-1:123456789012:t" } },
      "the setting DeadLetterConfig is not offered here.",
    ],
    [
      "code in S3",
      { Code: { S3Bucket: "code", S3Key: "f.zip" } },
      "code by S3Bucket is not offered here: pass the deployment package as ZipFile.",
    ],
    [
      "logs in JSON",
      { LoggingConfig: { LogFormat: "JSON" } },
      "the log format JSON is not offered here: choose Text.",
    ],
  ];
  it("can't be created with what isn't offered here", async () => {
    for (const [what, input, message] of notOffered) {
      const error = { name: "InvalidParameterValueException", message: `${here} ${message}` };
      await assert.rejects(aws.makeFunction("rejected", answering("no"), input), error, what);
    }
  });

  it("can be created with what is the default on AWS", async () => {
    await aws.makeFunction("defaults", answering("defaults"), {
      PackageType: "Zip",
      Publish: false,
      Layers: [],
      KMSKeyArn: "",
      VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
      EphemeralStorage: { Size: 512 },
      TracingConfig: { Mode: "PassThrough" },
    });
    assert.equal((await aws.invoke("defaults")).payload, "defaults");
  });

  it("have no versions, and say so by name", async () => {
    await assert.rejects(aws.lambda.send(new PublishVersionCommand({ FunctionName: "plain" })), {
      name: "UnknownOperationException",
      message:
        /^PublishVersion is not offered here\. Lambda on this machine has: AddPermission, CreateFunction, /,
    });
    await assert.rejects(aws.lambda.send(new ListLayersCommand()), {
      name: "UnknownOperationException",
      message: /^GET \/2018-10-31\/layers is not offered here\. /,
    });
  });

  it("hold the permission that a rule of AWS Config needs", async () => {
    await aws.makeFunction("asked", answering("asked"));
    const permission = {
      FunctionName: "asked",
      StatementId: "config",
      Action: "lambda:InvokeFunction",
      Principal: "config.amazonaws.com",
      SourceAccount: "123456789012",
      SourceArn: "arn:aws:config:us-east-1:123456789012:config-rule/*",
    };
    await aws.lambda.send(new AddPermissionCommand(permission));
    const { Policy } = await aws.lambda.send(new GetPolicyCommand({ FunctionName: "asked" }));
    assert.deepEqual((JSON.parse(Policy ?? "") as { Statement: unknown }).Statement, [
      {
        Sid: "config",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:us-east-1:123456789012:function:asked",
        Condition: {
          ArnLike: { "AWS:SourceArn": "arn:aws:config:us-east-1:123456789012:config-rule/*" },
          StringEquals: { "AWS:SourceAccount": "123456789012" },
        },
      },
    ]);
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:asked";
    assert.equal(await aws.service.policyOf("us-east-1", arn), Policy);
    const may = (context: Record<string, string>) =>
      aws.account.servicePrincipalAllowed(
        Policy,
        "config.amazonaws.com",
        "lambda:InvokeFunction",
        "arn:aws:lambda:us-east-1:123456789012:function:asked",
        context,
      );
    const rule = "arn:aws:config:us-east-1:123456789012:config-rule/config-rule-abc";
    assert.equal(may({ "aws:SourceAccount": "123456789012", "aws:SourceArn": rule }), true);
    assert.equal(may({ "aws:SourceAccount": "210987654321", "aws:SourceArn": rule }), false);
    await assert.rejects(aws.lambda.send(new AddPermissionCommand(permission)), {
      name: "ResourceConflictException",
      message:
        "The statement id (config) provided already exists. Please provide a new statement id, or remove the " +
        "existing statement.",
    });
    const one = { FunctionName: "asked", StatementId: "config" };
    await aws.lambda.send(new RemovePermissionCommand(one));
    await assert.rejects(aws.lambda.send(new GetPolicyCommand({ FunctionName: "asked" })), {
      name: "ResourceNotFoundException",
    });
    assert.equal(await aws.service.policyOf("us-east-1", arn), undefined);
    assert.equal(await aws.service.policyOf("us-east-1", arn.replace("asked", "none")), undefined);
    assert.equal(await aws.service.policyOf("eu-west-1", arn), undefined);
    await assert.rejects(aws.lambda.send(new RemovePermissionCommand(one)), {
      name: "ResourceNotFoundException",
    });
  });
});
