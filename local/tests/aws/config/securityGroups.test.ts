import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { MotoClient } from "../../../aws/moto/client";
import { describeThrough, securityGroupState } from "../../../aws/config/securityGroups";

describe("describing security groups for AWS Config", () => {
  let server: Server;
  let asked: URLSearchParams[];
  let moto: MotoClient;
  let describeGroups: ReturnType<typeof describeThrough>;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        asked.push(form);
        const ids = [...form].filter(([name]) => name.startsWith("Filter.1.Value")).map(([, value]) => value);
        const found = (ids.length > 0 ? ids : ["sg-all"]).filter((id) => id !== "sg-gone");
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
    describeGroups = describeThrough({ moto });
  });
  afterEach(async () => {
    moto.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("asks by filter, so that groups which are gone are just not there", async () => {
    const groups = await describeGroups("us-east-1", ["sg-1", "sg-gone"]);
    assert.deepEqual(
      groups.map(({ GroupId }) => GroupId),
      ["sg-1"],
    );
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.get("Filter.1.Name"), "group-id");
    assert.equal(asked[0]?.get("Filter.1.Value.2"), "sg-gone");
  });

  it("asks for all of them without a filter", async () => {
    assert.deepEqual(
      (await describeGroups("us-east-1", "all")).map(({ GroupId }) => GroupId),
      ["sg-all"],
    );
    assert.equal(asked[0]?.get("Filter.1.Name"), null);
  });

  it("asks for many in parts of two hundred", async () => {
    const ids = Array.from({ length: 450 }, (_, index) => `sg-${index}`);
    const groups = await describeGroups("us-east-1", ids);
    assert.deepEqual(
      groups.map(({ GroupId }) => GroupId),
      ids,
    );
    assert.equal(asked.length, 3);
  });

  it("asks for nothing when there is nothing to ask for", async () => {
    assert.deepEqual(await describeGroups("us-east-1", []), []);
    assert.equal(asked.length, 0);
  });
});

describe("a security group as AWS Config writes it", () => {
  it("has every kind of source, IPv4 ones twice", () => {
    const group = {
      GroupId: "sg-1",
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "inside" }, { CidrIp: "0.0.0.0/0" }],
          Ipv6Ranges: [{ CidrIpv6: "::/0" }],
          PrefixListIds: [{ PrefixListId: "pl-1" }],
          UserIdGroupPairs: [{ GroupId: "sg-2", UserId: "123456789012" }],
        },
      ],
    };
    const { configuration } = securityGroupState(group, "123456789012", "us-east-1");
    const { ipPermissions } = JSON.parse(JSON.stringify(configuration)) as { ipPermissions: unknown[] };
    assert.deepEqual(ipPermissions, [
      {
        fromPort: 443,
        ipProtocol: "tcp",
        ipv6Ranges: [{ cidrIpv6: "::/0" }],
        prefixListIds: [{ prefixListId: "pl-1" }],
        toPort: 443,
        userIdGroupPairs: [{ groupId: "sg-2", userId: "123456789012" }],
        ipv4Ranges: [{ cidrIp: "10.0.0.0/8", description: "inside" }, { cidrIp: "0.0.0.0/0" }],
        ipRanges: ["10.0.0.0/8", "0.0.0.0/0"],
      },
    ]);
  });

  it("is in no VPC where it has none", () => {
    assert.deepEqual(securityGroupState({ GroupId: "sg-1" }, "123456789012", "us-east-1").relationships, []);
  });
});
