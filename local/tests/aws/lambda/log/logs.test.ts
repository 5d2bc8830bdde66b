import { strict as assert } from "node:assert";

import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogStreamsCommand,
} from "@aws-sdk/client-cloudwatch-logs";

import { busyMachine, type LambdaHarness, startLambda } from "../harness";

const GROUP = "awsconfig_lambda_security_group";
const STORY = `exports.handler = async () => {
  console.log(JSON.stringify({ level: "info", message: "revoking for sg-1" }));
  console.warn("%d of %s", 2, "many");
  console.error("two\\nlines");
  console.debug({ a: 1 });
  process.stdout.write("as it is\\nand again\\n");
};`;

describe("the log of a function", function () {
  this.timeout(busyMachine);
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda();
  });
  after(() => aws.stop());

  it("is in the configured group, line by line as AWS writes it", async () => {
    await aws.logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
    await aws.makeFunction("story", STORY, { LoggingConfig: { LogGroup: GROUP } });
    await aws.invoke("story");
    await aws.service.idle();
    const id = "[0-9a-f-]{36}";
    const expected = [
      /^INIT_START Runtime Version: nodejs:24 \(run by Node\.js \d+\.\d+\.\d+\)\n$/,
      new RegExp(`^START RequestId: ${id} Version: \\$LATEST\\n$`),
      new RegExp(`^\\S+Z\\t${id}\\tINFO\\t\\{"level":"info","message":"revoking for sg-1"\\}\\n$`),
      new RegExp(`^\\S+Z\\t${id}\\tWARN\\t2 of many\\n$`),
      new RegExp(`^\\S+Z\\t${id}\\tERROR\\ttwo\\nlines\\n$`),
      new RegExp(`^\\S+Z\\t${id}\\tDEBUG\\t\\{ a: 1 \\}\\n$`),
      /^as it is\n$/,
      /^and again\n$/,
      new RegExp(`^END RequestId: ${id}\\n$`),
      new RegExp(
        `^REPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 256 MB\\t` +
          `Max Memory Used: \\d+ MB\\tInit Duration: [\\d.]+ ms\\n$`,
      ),
    ];
    const lines = await aws.logLines(GROUP);
    assert.equal(lines.length, expected.length, lines.join(""));
    expected.forEach((pattern, index) => assert.match(lines[index] ?? "", pattern));
    assert.equal((await aws.logLines(GROUP, "revoking for")).length, 1);
  });

  it("has one stream for each environment, named after day and version", async () => {
    await aws.invoke("story");
    await aws.service.idle();
    const answer = await aws.logs.send(new DescribeLogStreamsCommand({ logGroupName: GROUP }));
    const names = (answer.logStreams ?? []).map(({ logStreamName }) => logStreamName ?? "");
    assert.equal(names.length, 1);
    assert.match(names[0] ?? "", /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.equal((await aws.logLines(GROUP, "START RequestId")).length, 2);
  });

  it("goes to a new group where the role may create one, also when it was deleted meanwhile", async () => {
    await aws.makeFunction("standard", STORY);
    await aws.invoke("standard");
    await aws.service.idle();
    assert.equal((await aws.logLines("/aws/lambda/standard", "revoking for")).length, 1);
    await aws.logs.send(new DeleteLogGroupCommand({ logGroupName: "/aws/lambda/standard" }));
    await aws.invoke("standard");
    await aws.service.idle();
    assert.equal((await aws.logLines("/aws/lambda/standard", "revoking for")).length, 1);
  });

  it("isn't written where the role may not, which the endpoint notes", async () => {
    const Role = await aws.makeRole("silent", ["logs:CreateLogStream", "logs:PutLogEvents"]);
    await aws.makeFunction("silent", STORY, { Role });
    assert.equal((await aws.invoke("silent")).error, undefined);
    await aws.service.idle();
    await assert.rejects(aws.logLines("/aws/lambda/silent"), { name: "ResourceNotFoundException" });
    assert.match(
      await aws.notes(),
      /lambda: 10 lines not written to log group \/aws\/lambda\/silent: AccessDeniedException: .*logs:CreateLogGroup/,
    );
  });

  it("is written to a group that exists, though the role may not create one", async () => {
    await aws.logs.send(new CreateLogGroupCommand({ logGroupName: "/aws/lambda/silent" }));
    await aws.invoke("silent");
    await aws.service.idle();
    assert.equal((await aws.logLines("/aws/lambda/silent", "revoking for")).length, 1);
  });
});
