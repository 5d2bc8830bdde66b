import assert from "node:assert/strict";
import { parseRequest } from "../../../aws/request";
import type { HttpRequest } from "../../../aws/service";

function parse(request: Partial<HttpRequest>) {
  return parseRequest(
    { method: "POST", url: "/", headers: {}, body: Buffer.alloc(0), ...request },
    "us-east-1",
  );
}

function summaryOf(request: Partial<HttpRequest>) {
  const { service, region, operation, protocol, credential } = parse(request);
  const { accessKeyId, sessionToken } = credential ?? {};
  return { service, region, operation, protocol, accessKeyId, sessionToken };
}

const signed = (service: string, region = "eu-west-1") =>
  `AWS4-HMAC-SHA256 Credential=AKIAKEY/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

describe("a request", () => {
  it("of the EC2 protocol", () => {
    const headers = { ...form, authorization: signed("ec2"), "x-amz-security-token": "token" };
    assert.deepEqual(summaryOf({ headers, body: Buffer.from("Action=DescribeVpcs&Version=2016-11-15") }), {
      service: "ec2",
      region: "eu-west-1",
      operation: "DescribeVpcs",
      protocol: "ec2",
      accessKeyId: "AKIAKEY",
      sessionToken: "token",
    });
  });

  it("of the query protocol, in a form or in the URL", () => {
    const expected = {
      service: "sns",
      region: "eu-west-1",
      operation: "Publish",
      protocol: "query",
      accessKeyId: "AKIAKEY",
      sessionToken: undefined,
    };
    const headers = { authorization: signed("sns") };
    assert.deepEqual(
      summaryOf({ headers: { ...form, ...headers }, body: Buffer.from("Action=Publish") }),
      expected,
    );
    assert.deepEqual(summaryOf({ headers, method: "GET", url: "/?Action=Publish" }), expected);
  });

  it("of the JSON protocol", () => {
    const headers = { authorization: signed("config"), "x-amz-target": "StarlingDoveService.PutEvaluations" };
    const { service, operation, protocol } = summaryOf({ headers });
    assert.deepEqual([service, operation, protocol], ["config", "PutEvaluations", "json"]);
  });

  it("of a REST protocol, whose operation is in the path", () => {
    const lambda = summaryOf({ url: "/2015-03-31/functions", headers: { authorization: signed("lambda") } });
    assert.deepEqual(
      [lambda.service, lambda.operation, lambda.protocol],
      ["lambda", "CreateFunction", "rest-json"],
    );
    const s3 = summaryOf({ method: "PUT", url: "/bucket/key", headers: { authorization: signed("s3") } });
    assert.deepEqual([s3.service, s3.operation, s3.protocol], ["s3", "", "rest-xml"]);
  });

  it("whose body only looks like a form is no query", () => {
    const body = Buffer.from("Action=Publish&acl=");
    const plain = { authorization: signed("s3"), "content-type": "text/plain" };
    assert.equal(summaryOf({ headers: plain, url: "/b/k", body }).operation, "");
    // curl's content type for every upload, unless another is given.
    const upload = parse({ headers: { ...plain, ...form }, method: "PUT", url: "/b/k?tagging", body });
    assert.deepEqual([upload.operation, [...upload.parameters.keys()]], ["", ["tagging"]]);
  });

  it("to Lambda: the operation by method and path, the function by any of its names", () => {
    const headers = { authorization: signed("lambda") };
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:f";
    const requests = {
      "GET /2015-03-31/functions/": ["ListFunctions", undefined],
      "GET /2015-03-31/functions/f": ["GetFunction", "f"],
      "GET /2015-03-31/functions/functions": ["GetFunction", "functions"],
      "DELETE /2015-03-31/functions/f/policy/sid": ["RemovePermission", "f"],
      [`POST /2015-03-31/functions/${encodeURIComponent(arn)}/invocations`]: ["Invoke", arn],
      [`GET /2017-03-31/tags/${encodeURIComponent(arn)}`]: ["ListTags", arn],
      "GET /2018-10-31/layers": ["", undefined],
      "PATCH /2015-03-31/functions/f": ["", "f"],
    };
    for (const [line, [operation, name]] of Object.entries(requests)) {
      const [method = "", url = ""] = line.split(" ");
      const parsed = parse({ method, url, headers });
      assert.deepEqual([parsed.operation, parsed.segments[2] || undefined], [operation, name], line);
    }
  });

  it("has its path's segments decoded, and those with a malformed escape as sent", () => {
    const { segments } = parse({ method: "GET", url: "/b/a%20b//%2F/100%?x=/" });
    assert.deepEqual(segments, ["b", "a b", "", "/", "100%"]);
  });

  it("in the JSON protocols has its body parsed: empty is {}, and undefined where it isn't JSON", () => {
    const headers = { authorization: signed("config"), "x-amz-target": "StarlingDoveService.PutEvaluations" };
    const json = (text: string) => parse({ headers, body: Buffer.from(text) }).json;
    assert.deepEqual([json('{"a":[1]}'), json(""), json("{")], [{ a: [1] }, {}, undefined]);
    // A null member isn't given.
    assert.deepEqual(json('{"a":null,"b":[null]}'), { b: [null] });
    assert.equal(
      parse({ headers: { authorization: signed("s3") }, body: Buffer.from("{}") }).json,
      undefined,
    );
  });

  it("presigned, in version 4 and 2", () => {
    const scope = encodeURIComponent("AKIAKEY/20260101/eu-west-1/s3/aws4_request");
    const four = summaryOf({ method: "GET", url: `/b/k?X-Amz-Credential=${scope}&X-Amz-Security-Token=t` });
    assert.deepEqual(
      [four.service, four.region, four.accessKeyId, four.sessionToken],
      ["s3", "eu-west-1", "AKIAKEY", "t"],
    );
    const two = summaryOf({ method: "GET", url: "/b/k?AWSAccessKeyId=AKIAKEY&Signature=x&Expires=1" });
    assert.deepEqual([two.service, two.region, two.accessKeyId], ["s3", "us-east-1", "AKIAKEY"]);
    assert.equal(summaryOf({ headers: { authorization: "AWS AKIAKEY:signature" } }).accessKeyId, "AKIAKEY");
  });

  it("signed for several regions, in version 4A", () => {
    const authorization =
      "AWS4-ECDSA-P256-SHA256 Credential=AKIAKEY/20260101/s3/aws4_request, SignedHeaders=host, Signature=0";
    const { service, region } = summaryOf({ headers: { authorization } });
    assert.deepEqual([service, region], ["s3", "us-east-1"]);
  });

  it("that a link in a mail makes: SNS, in the region of the topic", () => {
    const arn = encodeURIComponent("arn:aws:sns:eu-central-1:123456789012:topic");
    const call = summaryOf({ method: "GET", url: `/?Action=ConfirmSubscription&TopicArn=${arn}&Token=t` });
    assert.deepEqual(
      [call.service, call.region, call.operation, call.accessKeyId],
      ["sns", "eu-central-1", "ConfirmSubscription", undefined],
    );
  });

  it("that nobody signed is for S3, which alone has things that anybody may read", () => {
    assert.deepEqual(
      [summaryOf({ method: "GET", url: "/b/k" }).service, summaryOf({ url: "/?Action=Publish" }).service],
      ["s3", "s3"],
    );
  });
});
