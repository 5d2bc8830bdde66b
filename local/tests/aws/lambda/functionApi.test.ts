import { strict as assert } from "node:assert";

import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

import { type LambdaHarness, startLambda, zipOf } from "./harness";

const ROLE = "arn:aws:iam::123456789012:role/worker";
const answering = (word: string) => `exports.handler = async () => "${word}";`;

describe("functions", () => {
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda();
  });
  after(() => aws.stop());

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
    const limits = { maxWaitTime: 5, minDelay: 1, client: aws.lambda };
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

  it("log to a group of their own name when told nothing else", async () => {
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

  it("come from S3 too, and say what is wrong with the object", async () => {
    const s3 = new S3Client({ ...aws.settings, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "code" }));
    const Body = zipOf({ "index.js": answering("from S3") });
    await s3.send(new PutObjectCommand({ Bucket: "code", Key: "f.zip", Body }));
    s3.destroy();
    await aws.makeFunction("stored", "", { Code: { S3Bucket: "code", S3Key: "f.zip" } });
    assert.equal((await aws.invoke("stored")).payload, "from S3");
    await assert.rejects(aws.makeFunction("lost", "", { Code: { S3Bucket: "code", S3Key: "none" } }), {
      name: "InvalidParameterValueException",
      message: /^Error occurred while GetObject\. S3 Error Code: NoSuchKey\. S3 Error Message: /,
    });
  });

  it("keep their published versions as they were", async () => {
    await aws.makeFunction("versioned", answering("one"));
    const { Version } = await aws.lambda.send(new PublishVersionCommand({ FunctionName: "versioned" }));
    assert.equal(Version, "1");
    const code = zipOf({ "index.js": answering("two") });
    await aws.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: "versioned", ZipFile: code }));
    const first = await aws.invoke("versioned:1");
    assert.deepEqual([first.payload, first.version], ["one", "1"]);
    assert.equal((await aws.invoke("versioned")).payload, "two");
  });

  it("are gone when they are deleted, and can come back with other code", async () => {
    await aws.makeFunction("gone", answering("before"));
    assert.equal((await aws.invoke("gone")).payload, "before");
    await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: "gone" }));
    await assert.rejects(aws.invoke("gone"), { name: "ResourceNotFoundException" });
    await aws.makeFunction("gone", answering("after"));
    assert.equal((await aws.invoke("gone")).payload, "after");
  });

  const refused: [what: string, input: object, error: object][] = [
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
      "a path that leads out of the archive",
      { Code: { ZipFile: zipOf({ "../evil.js": "" }) } },
      {
        name: "InvalidParameterValueException",
        message: /"\.\.\/evil\.js" leads out of the function's folder/,
      },
    ],
    ["logs in JSON", { LoggingConfig: { LogFormat: "JSON" } }, { name: "InvalidParameterValueException" }],
  ];
  it("can't be made with settings that AWS refuses", async () => {
    await aws.makeRole("of-config", [], "config.amazonaws.com");
    for (const [what, input, error] of refused) {
      await assert.rejects(aws.makeFunction("refused", "", input), error, what);
    }
    await assert.rejects(aws.invoke("refused"), { name: "ResourceNotFoundException" });
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
