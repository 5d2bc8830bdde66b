import { strict as assert } from "node:assert";

import { DeleteRoleCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";

import { busyMachine, type LambdaHarness, startLambda } from "../harness";

const ECHO = `exports.handler = async (event, context) => {
  console.log("handled");
  return { event, arn: context.invokedFunctionArn };
};`;

describe("Invoke", function () {
  this.timeout(busyMachine);
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda();
    await aws.makeFunction("echo", ECHO);
  });
  after(() => aws.stop());

  const ARN = "arn:aws:lambda:us-east-1:123456789012:function:echo";

  it("returns what the handler returned, and which version ran", async () => {
    const { status, error, version, payload } = await aws.invoke("echo", { a: [1] });
    assert.deepEqual([status, error, version], [200, undefined, "$LATEST"]);
    assert.deepEqual(payload, { event: { a: [1] }, arn: ARN });
  });

  it("accepts a name, a partial ARN and an ARN, and no version but $LATEST", async () => {
    for (const name of ["123456789012:function:echo", "function:echo", ARN, `${ARN}:$LATEST`]) {
      assert.deepEqual((await aws.invoke(name)).payload, { event: {}, arn: ARN }, name);
    }
    assert.equal((await aws.invoke("echo", {}, { Qualifier: "$LATEST" })).version, "$LATEST");
    await assert.rejects(aws.invoke("echo:live"), {
      name: "ResourceNotFoundException",
      message: `Function not found: ${ARN}:live`,
    });
  });

  it("returns the end of the log on request", async () => {
    const { log } = await aws.invoke("echo");
    assert.match(log, /^(?:INIT_START .*\n)?START RequestId: [0-9a-f-]{36} Version: \$LATEST\n/);
    assert.match(log, /\tINFO\thandled\nEND RequestId: .*\nREPORT RequestId: .*\n$/s);
    assert.equal((await aws.invoke("echo", {}, { LogType: "None" })).log, "");
  });

  it("responds to a dry run with 204, and runs nothing", async () => {
    const { status, payload } = await aws.invoke("echo", {}, { InvocationType: "DryRun" });
    assert.deepEqual([status, payload], [204, undefined]);
  });

  it("rejects a function that doesn't exist, in Lambda's words", async () => {
    await assert.rejects(aws.invoke("none"), {
      name: "ResourceNotFoundException",
      message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:none",
      Type: "User",
    });
    await assert.rejects(aws.invoke("arn:aws:lambda:eu-west-1:123456789012:function:echo"), {
      name: "ResourceNotFoundException",
      message: "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
    });
  });

  it("rejects what isn't JSON, is too large, or is no invocation type", async () => {
    const send = (input: object) => aws.lambda.send(new InvokeCommand({ FunctionName: "echo", ...input }));
    await assert.rejects(send({ Payload: "{" }), { name: "InvalidRequestContentException" });
    await assert.rejects(send({ Payload: `"${"x".repeat(6_291_456)}"` }), {
      name: "RequestTooLargeException",
      message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
    });
    await assert.rejects(send({ InvocationType: "Event", Payload: `"${"x".repeat(1_048_576)}"` }), {
      name: "RequestTooLargeException",
    });
    await assert.rejects(send({ InvocationType: "Later" }), { name: "ValidationException" });
  });

  it("fails a result that is too large", async () => {
    await aws.makeFunction("large", `exports.handler = async (n) => "x".repeat(n);`);
    assert.equal(((await aws.invoke("large", 6_000_000)).payload as string).length, 6_000_000);
    const { error, payload } = await aws.invoke("large", 6_300_000);
    assert.equal(error, "Unhandled");
    assert.deepEqual(payload, {
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
  });

  it("is rejected where Lambda may no longer assume the function's role", async () => {
    await aws.makeRole("passing", []);
    await aws.makeFunction("orphan", ECHO, { Role: "arn:aws:iam::123456789012:role/passing" });
    await aws.iam.send(new DeleteRoleCommand({ RoleName: "passing" }));
    await assert.rejects(aws.invoke("orphan"), { name: "AccessDeniedException" });
  });
});
