import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { MotoGroupSource } from "../../../../aws/config/recording/groupSource";
import { MotoClient } from "../../../../aws/moto/client";

describe("describing security groups for AWS Config", () => {
  let server: Server;
  let requests: URLSearchParams[];
  let moto: MotoClient;
  let groupSource: MotoGroupSource;

  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        requests.push(form);
        const valuesOf = (prefix: string) =>
          [...form].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);
        if (valuesOf("GroupId.").includes("sg-deleted")) {
          response.writeHead(400, { "content-type": "text/xml" });
          response.end(
            "<Response><Errors><Error><Code>InvalidGroup.NotFound</Code><Message>gone</Message></Error></Errors></Response>",
          );
          return;
        }
        const ids = [...valuesOf("GroupId."), ...valuesOf("Filter.1.Value")];
        const found = (ids.length > 0 ? ids : ["sg-all"]).filter((id) => id !== "sg-deleted");
        const groups = found
          .map((id) => `<item><groupId>${id}</groupId><groupName>g</groupName></item>`)
          .join("");
        response.writeHead(200, { "content-type": "text/xml" });
        response.end(
          `<DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><securityGroupInfo>${groups}</securityGroupInfo></DescribeSecurityGroupsResponse>`,
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    moto = new MotoClient(endpoint);
    groupSource = new MotoGroupSource(moto);
  });
  afterEach(async () => {
    moto.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("is by id", async () => {
    const groups = await groupSource.describe("us-east-1", ["sg-1", "sg-2"]);
    assert.deepEqual(
      groups.map(({ GroupId }) => GroupId),
      ["sg-1", "sg-2"],
    );
    assert.equal(requests.length, 1);
    assert.equal(requests[0]?.get("GroupId.2"), "sg-2");
  });

  it("leaves deleted groups out, by a filter", async () => {
    const groups = await groupSource.describe("us-east-1", ["sg-1", "sg-deleted"]);
    assert.deepEqual(
      groups.map(({ GroupId }) => GroupId),
      ["sg-1"],
    );
    assert.equal(requests.length, 2);
    assert.equal(requests[1]?.get("Filter.1.Name"), "group-id");
    assert.equal(requests[1]?.get("Filter.1.Value.2"), "sg-deleted");
  });

  it("has no filter for all groups", async () => {
    assert.deepEqual(
      (await groupSource.describe("us-east-1", "all")).map(({ GroupId }) => GroupId),
      ["sg-all"],
    );
    assert.equal(requests[0]?.get("Filter.1.Name"), null);
  });

  it("is divided into requests of two hundred groups", async () => {
    const ids = Array.from({ length: 450 }, (_, index) => `sg-${index}`);
    const groups = await groupSource.describe("us-east-1", ids);
    assert.deepEqual(
      groups.map(({ GroupId }) => GroupId),
      ids,
    );
    assert.equal(requests.length, 3);
  });

  it("sends no request for no groups", async () => {
    assert.deepEqual(await groupSource.describe("us-east-1", []), []);
    assert.equal(requests.length, 0);
  });
});
