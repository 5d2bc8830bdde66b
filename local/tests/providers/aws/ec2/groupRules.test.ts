import assert from "node:assert/strict";
import {
  groupedRules,
  rulesProperty,
  singleRules,
  without,
  type GroupRule,
} from "../../../../providers/aws/ec2/groupRules";
import { fromPermissions, toPermissions } from "../../../../providers/aws/ec2/rulePermissions";
import { isSame } from "../../../../providers/properties/equality";

const tcp = (port: number, more: Partial<GroupRule>): GroupRule => ({
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  ...more,
});

const full = (rule: Partial<GroupRule>) => ({
  cidrBlocks: [],
  description: "",
  fromPort: 0,
  ipv6CidrBlocks: [],
  prefixListIds: [],
  protocol: "tcp",
  securityGroups: [],
  self: false,
  toPort: 0,
  ...rule,
});

/** A rule of every kind of source. */
const ofEverySource = singleRules([
  tcp(80, {
    cidrBlocks: ["0.0.0.0/0"],
    ipv6CidrBlocks: ["::/0"],
    prefixListIds: ["pl-1"],
    description: "web",
  }),
  { protocol: "-1", fromPort: 0, toPort: 0, securityGroups: ["sg-2", "111122223333/sg-3"], self: true },
]);

describe("in-line rules of a security group", () => {
  it("are the same however their sources are grouped and their protocol is written", () => {
    const together = [tcp(80, { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] })];
    const apart = [
      { ...tcp(80, { cidrBlocks: ["0.0.0.0/0"] }), protocol: "6" },
      { ...tcp(80, { cidrBlocks: ["10.0.0.0/8"] }), protocol: "TCP", description: "" },
    ];
    assert.equal(isSame(rulesProperty(), together, apart), true);
    assert.equal(isSame(rulesProperty(), together, [apart[0]]), false);
    assert.equal(
      isSame(rulesProperty(), [tcp(80, { cidrBlocks: ["0.0.0.0/0"], description: "a" })], [apart[0]]),
      false,
    );
  });

  it("become one EC2 permission a source, without ports for all protocols", () => {
    assert.deepEqual(toPermissions(ofEverySource, "sg-1"), [
      {
        IpProtocol: "tcp",
        FromPort: 80,
        ToPort: 80,
        IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "web" }],
      },
      { IpProtocol: "tcp", FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: "::/0", Description: "web" }] },
      {
        IpProtocol: "tcp",
        FromPort: 80,
        ToPort: 80,
        PrefixListIds: [{ PrefixListId: "pl-1", Description: "web" }],
      },
      { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-2", Description: undefined }] },
      {
        IpProtocol: "-1",
        UserIdGroupPairs: [{ UserId: "111122223333", GroupId: "sg-3", Description: undefined }],
      },
      { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-1", Description: undefined }] },
    ]);
  });

  it("come back from EC2 as they went there", () => {
    const back = fromPermissions(toPermissions(ofEverySource, "sg-1"), "sg-1", "123456789012");
    assert.deepEqual(without(ofEverySource, back), []);
    assert.deepEqual(without(back, ofEverySource), []);
  });

  it("keep the program's grouping where all of it is there, and group what was added from outside", () => {
    const known = [
      tcp(80, { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }),
      tcp(22, { cidrBlocks: ["10.0.0.0/8"] }),
    ];
    const live = singleRules([
      known[0]!,
      tcp(465, { cidrBlocks: ["0.0.0.0/0"] }),
      tcp(465, { ipv6CidrBlocks: ["::/0"] }),
    ]);
    assert.deepEqual(groupedRules(live, known), [
      full({ fromPort: 80, toPort: 80, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }),
      full({ fromPort: 465, toPort: 465, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }),
    ]);
  });
});
