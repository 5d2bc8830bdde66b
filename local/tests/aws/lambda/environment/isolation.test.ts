import { strict as assert } from "node:assert";

import { markName } from "../../../../support/processTree";
import { busyMachine, type LambdaHarness, startLambda } from "../harness";

describe("an execution environment", function () {
  this.timeout(busyMachine);
  let aws: LambdaHarness;
  before(async () => {
    process.env.LAMBDA_TEST_SECRET = "of the host";
    aws = await startLambda();
  });
  after(async () => {
    delete process.env.LAMBDA_TEST_SECRET;
    await aws.stop();
  });

  it("has AWS's variables and the function's, and none of the host's", async () => {
    await aws.makeFunction("variables", `exports.handler = async () => process.env;`, {
      Environment: { Variables: { MINE: "yes" } },
      LoggingConfig: { LogGroup: "my-group" },
    });
    const variables = (await aws.invoke("variables")).payload as Record<string, string>;
    const { credentials, ...fixed } = split(variables);
    assert.equal(credentials.length, 3);
    assert.ok(credentials.every((value) => value.length > 10));
    assert.deepEqual(fixed.names, [
      "AWS_DEFAULT_REGION=us-east-1",
      `AWS_ENDPOINT_URL=${aws.account.endpoint}`,
      "AWS_EXECUTION_ENV=AWS_Lambda_nodejs24.x",
      "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256",
      "AWS_LAMBDA_FUNCTION_NAME=variables",
      "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
      "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
      "AWS_LAMBDA_LOG_GROUP_NAME=my-group",
      "AWS_REGION=us-east-1",
      "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true",
      "LANG=en_US.UTF-8",
      "MINE=yes",
      "TZ=:UTC",
      "_HANDLER=index.handler",
    ]);
    for (const place of ["HOME", "TMPDIR", "LAMBDA_TASK_ROOT"]) {
      assert.ok(variables[place]?.startsWith(aws.account.folder), `${place}=${variables[place]}`);
    }
  });

  it("offers the SDK and Node's own modules, by require and by import, and no other package", async () => {
    await aws.makeFunction(
      "loading",
      `exports.handler = async (name) => {
        const tried = {};
        try { tried.required = typeof require(name); } catch (error) { tried.required = error.code; }
        try { tried.imported = typeof (await import(name)); } catch (error) { tried.imported = error.code; }
        return tried;
      };`,
    );
    const both = (await aws.invoke("loading", "node:fs")).payload;
    assert.deepEqual(both, { required: "object", imported: "object" });
    for (const name of ["@aws-sdk/client-ec2", "@aws-sdk/client-config-service"]) {
      assert.deepEqual((await aws.invoke("loading", name)).payload, both, name);
    }
    for (const name of ["fflate", "@pulumi/pulumi", "typescript"]) {
      assert.deepEqual((await aws.invoke("loading", name)).payload, {
        required: "MODULE_NOT_FOUND",
        imported: "ERR_MODULE_NOT_FOUND",
      });
    }
  });

  it("has a session's mark, by which the session ends what the code leaves behind", async () => {
    await aws.makeFunction("marked", `exports.handler = async (name) => process.env[name];`);
    const before = process.env[markName];
    process.env[markName] = "a-session";
    try {
      assert.equal((await aws.invoke("marked", markName)).payload, "a-session");
    } finally {
      if (before === undefined) delete process.env[markName];
      else process.env[markName] = before;
    }
  });

  it("calls AWS with its role's credentials", async () => {
    await aws.makeFunction(
      "calling",
      `const { EC2Client, DescribeSecurityGroupsCommand, DescribeVpcsCommand, CreateVpcCommand } = require("@aws-sdk/client-ec2");
       const ec2 = new EC2Client();
       exports.handler = async () => {
         const { SecurityGroups: groups } = await ec2.send(new DescribeSecurityGroupsCommand());
         const denied = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" })).catch((error) => error.message);
         return { groups: groups.length, denied };
       };`,
    );
    const { payload, log } = await aws.invoke("calling");
    assert.doesNotMatch(log, /Warning/);
    const { groups, denied } = payload as { groups: number; denied: string };
    assert.equal(groups, 1);
    assert.match(denied, /^arn:aws:sts::123456789012:assumed-role\/worker\/calling may not ec2:CreateVpc$/);
  });
});

/** Separates the variables with a known value from the credentials; places differ from run to run. */
function split(variables: Record<string, string>): { names: string[]; credentials: string[] } {
  const places = [
    "PATH",
    "HOME",
    "TMPDIR",
    "LAMBDA_TASK_ROOT",
    "LAMBDA_RUNTIME_DIR",
    "AWS_LAMBDA_LOG_STREAM_NAME",
  ];
  const secret = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
  const names = Object.keys(variables).filter((name) => ![...places, ...secret].includes(name));
  return {
    names: names.map((name) => `${name}=${variables[name]}`).sort(),
    credentials: secret.map((name) => variables[name] ?? ""),
  };
}
