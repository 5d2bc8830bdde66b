import assert from "node:assert/strict";
import { ServiceQuotas } from "@aws-sdk/client-service-quotas";
import { AwsClients } from "../../../support/awsClients";
import { zipOf } from "../zipOf";
import { inTestAws, refusal, type TestAws } from "../gateway/testAws";

describe("an account's quotas", function () {
  this.timeout(120_000);
  let test: TestAws;
  let clients: AwsClients;
  inTestAws(
    (started) => {
      test = started;
      clients = new AwsClients("us-east-1", () => started.settings());
    },
    { quotas: { vpcs: 3, gateways: 2, rules: 1, executions: 1 } },
  );
  after(() => clients.destroy());

  it("are what Service Quotas returns", async () => {
    const quotas = new ServiceQuotas(test.settings());
    const ask = (ServiceCode: string, QuotaCode: string) =>
      quotas.getServiceQuota({ ServiceCode, QuotaCode }).then(({ Quota }) => Quota?.Value);
    try {
      assert.equal(await ask("vpc", "L-F678F1CE"), 3);
      assert.equal(await ask("vpc", "L-A4707A72"), 2);
      assert.equal(await ask("lambda", "L-B99A9384"), 1);
      assert.equal((await refusal(ask("vpc", "L-00000000"))).code, "NoSuchResourceException");
      const other = quotas.listServiceQuotas({ ServiceCode: "vpc" });
      assert.equal((await refusal(other)).code, "UnknownOperationException");
    } finally {
      quotas.destroy();
    }
  });

  it("of VPCs count the default one, and go by region", async () => {
    const { ec2 } = clients;
    await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
    const { Vpc } = await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
    assert.deepEqual(await refusal(ec2.createVpc({ CidrBlock: "10.0.0.0/16" })), {
      code: "VpcLimitExceeded",
      message: "The maximum number of VPCs has been reached.",
      status: 400,
    });
    const elsewhere = new AwsClients("eu-west-1", () => test.settings());
    await elsewhere.ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
    elsewhere.destroy();
    await ec2.deleteVpc({ VpcId: Vpc?.VpcId });
    await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
  });

  it("of internet gateways count those that no VPC has", async () => {
    const { ec2 } = clients;
    await ec2.createInternetGateway({});
    await ec2.createInternetGateway({});
    assert.deepEqual(await refusal(ec2.createInternetGateway({})), {
      code: "InternetGatewayLimitExceeded",
      message: "The maximum number of internet gateways has been reached.",
      status: 400,
    });
  });

  it("of concurrent executions reject a synchronous invocation, and let an asynchronous one wait", async () => {
    const Role = await test.makeRole("worker", [{ Effect: "Allow", Action: "logs:*", Resource: "*" }], {
      Service: "lambda.amazonaws.com",
    });
    const source = `exports.handler = async ({ wait }) => {
      if (wait) await new Promise((done) => setTimeout(done, 1500));
      console.log("handled", wait ?? "at once");
    };`;
    const FunctionName = "slow";
    const Code = { ZipFile: zipOf({ "index.js": source }) };
    await clients.lambda.createFunction({
      FunctionName,
      Role,
      Code,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: 60,
    });
    const first = clients.lambda.invoke({ FunctionName, Payload: JSON.stringify({ wait: true }) });
    const queued = await clients.lambda.invoke({ FunctionName, InvocationType: "Event" });
    assert.equal(queued.StatusCode, 202);
    assert.deepEqual(await refusal(clients.lambda.invoke({ FunctionName })), {
      code: "TooManyRequestsException",
      message: "Rate Exceeded.",
      status: 429,
    });
    assert.equal((await first).FunctionError, undefined);
    await test.aws.idle();
    const { events = [] } = await clients.logs.filterLogEvents({
      logGroupName: "/aws/lambda/slow",
      filterPattern: "handled",
    });
    assert.deepEqual(
      events.map(({ message = "" }) => /handled .*/.exec(message)?.[0]),
      ["handled true", "handled at once"],
    );
  });
});
