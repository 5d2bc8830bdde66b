import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { Readable } from "node:stream";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { ConfigServiceClient, DescribeConfigurationRecordersCommand } from "@aws-sdk/client-config-service";
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { startLocalAws } from "../../../aws";
import { refusal, inTestAws, startTestAws, type Settings, type TestAws } from "./testAws";

/** One harmless call to each service. */
const calls: Readonly<Record<string, (settings: Settings) => Promise<unknown>>> = {
  ec2: (settings) => new EC2Client(settings).send(new DescribeVpcsCommand()),
  config: (settings) => new ConfigServiceClient(settings).send(new DescribeConfigurationRecordersCommand()),
  logs: (settings) => new CloudWatchLogsClient(settings).send(new DescribeLogGroupsCommand()),
  iam: (settings) => new IAMClient(settings).send(new ListRolesCommand()),
  lambda: (settings) => new LambdaClient(settings).send(new ListFunctionsCommand()),
  s3: (settings) => new S3Client(settings).send(new ListBucketsCommand()),
  sns: (settings) => new SNSClient(settings).send(new ListTopicsCommand()),
  sts: (settings) => new STSClient(settings).send(new GetCallerIdentityCommand()),
};

/** How each refuses a key that AWS doesn't know. */
const unknownKeys: Readonly<Record<string, [code: string, status: number, message: string]>> = {
  ec2: ["AuthFailure", 401, "AWS was not able to validate the provided access credentials"],
  config: ["UnrecognizedClientException", 400, "The security token included in the request is invalid."],
  logs: ["UnrecognizedClientException", 400, "The security token included in the request is invalid."],
  iam: ["InvalidClientTokenId", 403, "The security token included in the request is invalid"],
  lambda: ["UnrecognizedClientException", 403, "The security token included in the request is invalid."],
  s3: ["InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records."],
  sns: ["InvalidClientTokenId", 403, "The security token included in the request is invalid."],
  sts: ["InvalidClientTokenId", 403, "The security token included in the request is invalid"],
};

describe("the endpoint", function () {
  this.timeout(120_000);
  let test: TestAws;

  inTestAws((started) => {
    test = started;
  });

  for (const [service, call] of Object.entries(calls)) {
    it(`answers ${service} to the administrator`, async () => {
      await call(test.settings());
    });

    it(`refuses an unknown key in ${service} as AWS does`, async () => {
      const [code, status, message] = unknownKeys[service]!;
      const seen = await refusal(call(test.settings({ accessKeyId: "AKIAIOSFODNN7EXAMPLE" })));
      assert.deepEqual(seen, { code, status, message });
    });
  }

  it("listens on the loopback interface only", async () => {
    const { hostname, port } = new URL(test.aws.endpoint);
    assert.equal(hostname, "127.0.0.1");
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && !address.internal && address.family === "IPv4");
    for (const other of others) {
      assert.equal(await reachable(other!.address, Number(port)), false, `reached over ${other!.address}`);
    }
    assert.equal(await reachable("127.0.0.1", Number(port)), true);
  });

  it("refuses requests without a signature", async () => {
    const query = await fetch(test.aws.endpoint, {
      method: "POST",
      body: new URLSearchParams({ Action: "DescribeVpcs", Version: "2016-11-15" }),
    });
    assert.equal(query.status, 403);
    const object = await fetch(`${test.aws.endpoint}/some-bucket/some-key`);
    assert.equal(object.status, 403);
    assert.match(await object.text(), /<Code>AccessDenied<\/Code>/);
    const motosOwn = await fetch(`${test.aws.endpoint}/moto-api/reset`, { method: "POST" });
    assert.equal(motosOwn.status, 403);
  });

  it("refuses temporary credentials without their token", async () => {
    const role = await test.asRole(await test.makeRole("tokenless", []));
    const seen = await refusal(
      calls.sts!({ ...role, credentials: { ...role.credentials, sessionToken: undefined } }),
    );
    assert.equal(seen.code, "InvalidClientTokenId");
  });

  it("gives every answer a request id", async () => {
    const good = (await calls.sns!(test.settings())) as { $metadata: { requestId?: string } };
    assert.match(good.$metadata.requestId ?? "", /^[0-9A-Za-z-]{36,}$/);
    const bad = await calls.config!(test.settings({ accessKeyId: "AKIAIOSFODNN7EXAMPLE" })).catch(
      (error: unknown) => error as { $metadata: { requestId?: string } },
    );
    assert.match(
      (bad as { $metadata: { requestId?: string } }).$metadata.requestId ?? "",
      /^[0-9a-f-]{36}$/i,
    );
  });

  it("keeps each region's things apart", async () => {
    const west = test.settings({}, "eu-west-1");
    const { Vpc } = await new EC2Client(west).send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
    const vpcsOf = async (settings: Settings) =>
      (await new EC2Client(settings).send(new DescribeVpcsCommand())).Vpcs!.map((vpc) => vpc.VpcId);
    assert.ok((await vpcsOf(west)).includes(Vpc!.VpcId));
    assert.ok(!(await vpcsOf(test.settings())).includes(Vpc!.VpcId));
  });

  it("keeps objects byte for byte, sent whole or in signed chunks", async () => {
    const s3 = new S3Client(test.settings());
    await s3.send(new CreateBucketCommand({ Bucket: "round-trip" }));
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    await s3.send(
      new PutObjectCommand({ Bucket: "round-trip", Key: "whole/é+ x", Body: bytes, Metadata: { a: "b" } }),
    );
    const chunked = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
    const length = { ContentLength: bytes.length };
    await s3.send(new PutObjectCommand({ Bucket: "round-trip", Key: "chunked", Body: chunked, ...length }));
    for (const Key of ["whole/é+ x", "chunked"]) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: "round-trip", Key }));
      assert.ok(bytes.equals(Buffer.from(await Body!.transformToByteArray())), Key);
    }
    const head = await s3.send(new HeadObjectCommand({ Bucket: "round-trip", Key: "whole/é+ x" }));
    assert.equal(head.ContentLength, bytes.length);
    assert.deepEqual(head.Metadata, { a: "b" });
  });

  it("finds a bucket in the host's name too", async () => {
    const s3 = new S3Client(test.settings());
    await s3.send(new CreateBucketCommand({ Bucket: "in-the-host" }));
    // As SDKs send it to an endpoint that is a name; not every system resolves names under localhost.
    const put = request(test.aws.endpoint, {
      method: "PUT",
      path: "/key",
      headers: {
        host: "in-the-host.localhost",
        authorization: signedBy(test.aws.credentials.accessKeyId, "s3"),
      },
    });
    put.end("text");
    const [answer] = (await once(put, "response")) as [IncomingMessage];
    answer.resume();
    assert.equal(answer.statusCode, 200);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "in-the-host", Key: "key" }));
    assert.equal(await Body!.transformToString(), "text");
  });

  it("keeps log events", async () => {
    const logs = new CloudWatchLogsClient(test.settings());
    const names = { logGroupName: "group", logStreamName: "stream" };
    await logs.send(new CreateLogGroupCommand({ logGroupName: "group" }));
    await logs.send(new CreateLogStreamCommand(names));
    await logs.send(
      new PutLogEventsCommand({ ...names, logEvents: [{ timestamp: Date.now(), message: "said" }] }),
    );
    const { events } = await logs.send(new GetLogEventsCommand({ ...names, startFromHead: true }));
    assert.deepEqual(
      events?.map(({ message }) => message),
      ["said"],
    );
  });

  it("says in one sentence that a port is taken", async () => {
    const port = Number(new URL(test.aws.endpoint).port);
    await assert.rejects(startLocalAws({ folder: test.folder, port }), {
      name: "SetUpError",
      message: `Port ${port} of 127.0.0.1 is in use: stop what listens there, or choose another port.`,
    });
  });
});

describe("an endpoint that is stopped", function () {
  this.timeout(120_000);

  it("is gone, and stopping it again changes nothing", async () => {
    const test = await startTestAws();
    await calls.ec2!(test.settings());
    await test.stop();
    await test.aws.stop();
    assert.equal(await reachable("127.0.0.1", Number(new URL(test.aws.endpoint).port)), false);
  });
});

function signedBy(accessKeyId: string, service: string): string {
  const scope = `${accessKeyId}/20260101/us-east-1/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}

function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}
