import assert from "node:assert/strict";
import { inboundPermissions, readItems } from "../../../tasks/history/configurationItems";
import { fakeClients } from "../../fakes/fakeClients";
import { absent, item } from "../../fakes/labAnswers";

describe("a configuration item's inbound permissions", () => {
  // The layout of "Example Configuration Item Change Notifications" in AWS Config's developer guide.
  const group = (permission: object): string =>
    JSON.stringify({ groupId: "sg-1", ipPermissions: [permission] });

  it("are read source by source, an IPv4 source once although the item has it twice", () => {
    assert.deepEqual(
      inboundPermissions(
        group({
          ipProtocol: "tcp",
          fromPort: 22,
          toPort: 22,
          ipv4Ranges: [{ cidrIp: "0.0.0.0/0" }, { cidrIp: "10.0.0.0/8", description: "office" }],
          ipRanges: ["0.0.0.0/0", "10.0.0.0/8"],
          ipv6Ranges: [{ cidrIpv6: "::/0" }],
          prefixListIds: [{ prefixListId: "pl-1" }],
          userIdGroupPairs: [{ userId: "111122223333", groupId: "sg-2", groupName: null, vpcId: null }],
        }),
      ),
      ["::/0", "0.0.0.0/0", "10.0.0.0/8", "pl-1", "sg-2"].map((source) => `TCP 22 from ${source}`),
    );
  });

  it("are read from old items, which have IPv4 sources as texts only", () => {
    assert.deepEqual(
      inboundPermissions(group({ ipProtocol: "tcp", fromPort: 80, toPort: 80, ipRanges: ["0.0.0.0/0"] })),
      ["TCP 80 from 0.0.0.0/0"],
    );
  });

  it("have no ports with all traffic, whether the item leaves them out or has null", () => {
    const source = { userIdGroupPairs: [{ groupId: "sg-1" }] };
    for (const ports of [{}, { fromPort: null, toPort: null }]) {
      assert.deepEqual(inboundPermissions(group({ ipProtocol: "-1", ...ports, ...source })), [
        "all traffic from sg-1",
      ]);
    }
  });

  it("are none in the item of a deletion", () => {
    for (const configuration of [undefined, "", "null"])
      assert.deepEqual(inboundPermissions(configuration), []);
  });
});

describe("a timeline", () => {
  it("is read page by page, and put in the order of time", async () => {
    const { config } = fakeClients({
      GetResourceConfigHistory: ({ nextToken }) =>
        nextToken === undefined
          ? { configurationItems: [item(3, [])], nextToken: "more" }
          : { configurationItems: [item(2, []), item(1, [])] },
    });
    const items = await readItems(config, "AWS::EC2::SecurityGroup", "sg-1");
    assert.deepEqual(
      items.map(({ configurationStateId }) => configurationStateId),
      ["1", "2", "3"],
    );
  });

  it("is empty while nothing was recorded, but a denial stays a denial", async () => {
    for (const code of ["ResourceNotDiscoveredException", "NoAvailableConfigurationRecorderException"]) {
      const { config } = fakeClients({ GetResourceConfigHistory: absent(code) });
      assert.deepEqual(await readItems(config, "AWS::EC2::SecurityGroup", "sg-1"), []);
    }
    const { config } = fakeClients({ GetResourceConfigHistory: absent("AccessDeniedException") });
    await assert.rejects(readItems(config, "AWS::EC2::SecurityGroup", "sg-1"), {
      name: "AccessDeniedException",
    });
  });
});
