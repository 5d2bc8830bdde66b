import assert from "node:assert/strict";
import { securityGroupState } from "../../../../aws/config/recording/securityGroupState";

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

  it("has no relationship where it is in no VPC", () => {
    assert.deepEqual(securityGroupState({ GroupId: "sg-1" }, "123456789012", "us-east-1").relationships, []);
  });
});
