import assert from "node:assert/strict";
import { ConfigServiceClient, PutEvaluationsCommand } from "@aws-sdk/client-config-service";
import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ListFunctionsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { administratorKeyOf, homeAccount } from "../../../aws/administrator";
import { Faults, type Fault, type FaultPlan } from "../../../aws/faults";
import { Gateway } from "../../../aws/gateway";
import type { AwsRequest, AwsResponse, Caller } from "../../../aws/service";
import { until } from "../../until";

const vpcs: AwsResponse = {
  status: 200,
  headers: { "content-type": "text/xml" },
  body: "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>",
};
const role: Caller = {
  kind: "role",
  arn: "arn:aws:sts::123456789012:assumed-role/AwsConfigLambdaSGRole/session",
  roleArn: "arn:aws:iam::123456789012:role/lab/AwsConfigLambdaSGRole",
};

describe("faults of AWS", () => {
  const gateways: Gateway[] = [];
  afterEach(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.stop()));
  });

  /** An endpoint with these faults, whose services answer everything; the operations that they carried out. */
  async function endpoint(plan: FaultPlan, caller: Caller = { kind: "administrator", arn: "root" }) {
    const gateway = await Gateway.listen(0, "us-east-1");
    gateways.push(gateway);
    const done: string[] = [];
    const lines: string[] = [];
    const handle = (request: AwsRequest): Promise<AwsResponse> => {
      done.push(request.operation);
      const json = { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: "{}" };
      return Promise.resolve(request.service === "ec2" ? vpcs : json);
    };
    gateway.serve(
      {
        sessions: { identify: () => caller },
        authorize: () => Promise.resolve(),
        unsigned: () => undefined,
        services: {},
        rest: { handle },
        log: (line) => lines.push(line),
      },
      new Faults(plan, (line) => lines.push(line)),
    );
    const settings = {
      endpoint: gateway.endpoint,
      region: "us-east-1",
      credentials: administratorKeyOf(homeAccount),
      maxAttempts: 1,
    };
    return { gateway, settings, done, lines };
  }

  /** The answers to so many calls of DescribeVpcs: `ok`, or the error's name. */
  async function describing(plan: FaultPlan, calls: number, caller?: Caller): Promise<string[]> {
    const { settings } = await endpoint(plan, caller);
    const ec2 = new EC2Client(settings);
    const seen: string[] = [];
    for (let call = 0; call < calls; call++) seen.push(await resultOf(ec2.send(new DescribeVpcsCommand())));
    return seen;
  }

  const error = { effect: "error", code: "InternalError", status: 500 } as const;
  const striking: [what: string, fault: Fault, seen: string[]][] = [
    ["every call", { call: "ec2:DescribeVpcs", ...error }, ["InternalError", "InternalError"]],
    ["another operation's", { call: "ec2:DescribeSubnets", ...error }, ["ok"]],
    ["another service's", { call: "config:*", ...error }, ["ok"]],
    ["any service's", { call: "*:*", ...error }, ["InternalError"]],
    ["the nth", { call: "ec2:*", nth: 2, ...error }, ["ok", "InternalError", "ok"]],
    ["some", { call: "ec2:*", nth: [1, 3], ...error }, ["InternalError", "ok", "InternalError"]],
    ["all from one on", { call: "ec2:*", from: 2, ...error }, ["ok", "InternalError", "InternalError"]],
    ["calls with a text", { call: "ec2:*", about: "DescribeVpcs&", ...error }, ["InternalError"]],
    ["calls without it", { call: "ec2:*", about: "sg-0a1b2c3d", ...error }, ["ok"]],
  ];
  for (const [what, fault, seen] of striking) {
    it(`strike ${what}`, async () => {
      assert.deepEqual(await describing({ faults: [fault] }, seen.length), seen);
    });
  }

  it("strike a role's calls by its name, and not those of others", async () => {
    const plan = { faults: [{ call: "ec2:*", caller: "AwsConfigLambdaSGRole", ...error }] };
    assert.deepEqual(
      [...(await describing(plan, 1, role)), ...(await describing(plan, 1))],
      ["InternalError", "ok"],
    );
  });

  it("strike with a probability, the same calls for the same seed", async () => {
    const plan = (seed: number) => ({ seed, faults: [{ call: "ec2:*", probability: 0.3, ...error }] });
    const [first, again, other] = [
      await describing(plan(7), 60),
      await describing(plan(7), 60),
      await describing(plan(8), 60),
    ];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
    const struck = first.filter((one) => one !== "ok").length;
    assert.ok(struck > 6 && struck < 30, `${struck} of 60`);
  });

  it("count every call that matches, also where an earlier fault takes effect", async () => {
    const faults = [
      { call: "ec2:*", nth: 1, effect: "throttle" as const },
      { call: "ec2:*", nth: 2, ...error },
    ];
    assert.deepEqual(await describing({ faults }, 3), ["RequestLimitExceeded", "InternalError", "ok"]);
  });

  it("throttle, and are unavailable, in each service's own words", async () => {
    const ways = {
      ec2: (settings: object) => new EC2Client(settings).send(new DescribeVpcsCommand()),
      config: (settings: object) =>
        new ConfigServiceClient(settings).send(new PutEvaluationsCommand({ ResultToken: "t" })),
      sns: (settings: object) => new SNSClient(settings).send(new ListTopicsCommand()),
      lambda: (settings: object) => new LambdaClient(settings).send(new ListFunctionsCommand()),
      s3: (settings: object) => new S3Client(settings).send(new ListBucketsCommand()),
    };
    const seen: Record<string, string[]> = {};
    for (const [service, call] of Object.entries(ways)) {
      const codes = (["throttle", "unavailable"] as const).map(async (effect) => {
        const { settings } = await endpoint({ faults: [{ call: "*:*", effect }] });
        return resultOf(call(settings));
      });
      seen[service] = await Promise.all(codes);
    }
    assert.deepEqual(seen, {
      ec2: ["RequestLimitExceeded", "Unavailable"],
      config: ["ThrottlingException", "ServiceUnavailable"],
      sns: ["Throttling", "ServiceUnavailable"],
      lambda: ["TooManyRequestsException", "ServiceException"],
      s3: ["SlowDown", "ServiceUnavailable"],
    });
  });

  it("cut the connection before a call is carried out", async () => {
    const { settings, done, lines } = await endpoint({ faults: [{ call: "ec2:*", effect: "cut" }] });
    assert.equal(await resultOf(new EC2Client(settings).send(new DescribeVpcsCommand())), "TimeoutError");
    assert.deepEqual([done, lines], [[], ["fault: ec2:DescribeVpcs: cut"]]);
  });

  it("lose the answer to a call that is carried out", async () => {
    const faults: Fault[] = [
      { call: "ec2:*", effect: "lose", nth: 1 },
      { call: "ec2:*", effect: "lose", code: "InternalError", nth: 2 },
    ];
    const { settings, done } = await endpoint({ faults });
    const ec2 = new EC2Client(settings);
    assert.equal(await resultOf(ec2.send(new DescribeVpcsCommand())), "TimeoutError");
    assert.equal(await resultOf(ec2.send(new DescribeVpcsCommand())), "InternalError");
    assert.deepEqual(done, ["DescribeVpcs", "DescribeVpcs"]);
  });

  it("leave a caller waiting until the endpoint stops", async () => {
    const { gateway, settings, lines } = await endpoint({ faults: [{ call: "ec2:*", effect: "hang" }] });
    const waiting = resultOf(new EC2Client(settings).send(new DescribeVpcsCommand()));
    await until("the fault to strike", () => lines.length === 1);
    await gateway.stop();
    assert.equal(await waiting, "TimeoutError");
  });
});

/** `ok`, or the name of the error that a call ends with. */
function resultOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "ok",
    (error: unknown) => (error as Error).name,
  );
}
