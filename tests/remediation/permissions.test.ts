import assert from "node:assert/strict";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { canonicalProtocol, permissionKey, singlePermissions } from "../../remediation/permissions";

const anywhere = { IpRanges: [{ CidrIp: "0.0.0.0/0" }] };

describe("singlePermissions", () => {
  it("takes a described permission apart, source by source, without descriptions", () => {
    const grouped: IpPermission = {
      IpProtocol: "tcp",
      FromPort: 443,
      ToPort: 443,
      IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "all" }, { CidrIp: "10.0.0.0/8" }],
      Ipv6Ranges: [{ CidrIpv6: "::/0", Description: "all" }],
      PrefixListIds: [{ PrefixListId: "pl-63a5400a", Description: "S3" }],
      UserIdGroupPairs: [
        { UserId: "123456789012", GroupId: "sg-0a1b2c3d4e5f60718", Description: "peer", VpcId: "vpc-1" },
      ],
    };
    const traffic = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };
    assert.deepEqual(singlePermissions([grouped]), [
      { key: "tcp 443 from 0.0.0.0/0", permission: { ...traffic, ...anywhere } },
      { key: "tcp 443 from 10.0.0.0/8", permission: { ...traffic, IpRanges: [{ CidrIp: "10.0.0.0/8" }] } },
      { key: "tcp 443 from ::/0", permission: { ...traffic, Ipv6Ranges: [{ CidrIpv6: "::/0" }] } },
      {
        key: "tcp 443 from pl-63a5400a",
        permission: { ...traffic, PrefixListIds: [{ PrefixListId: "pl-63a5400a" }] },
      },
      {
        key: "tcp 443 from sg-0a1b2c3d4e5f60718",
        permission: {
          ...traffic,
          UserIdGroupPairs: [{ UserId: "123456789012", GroupId: "sg-0a1b2c3d4e5f60718" }],
        },
      },
    ]);
  });

  it("keeps EC2's spelling for the request and leaves absent ports absent", () => {
    const described = [{ IpProtocol: "50", IpRanges: [{ CidrIp: "10.1.2.3/8" }] }];
    assert.deepEqual(singlePermissions(described), [
      {
        key: "protocol 50 from 10.0.0.0/8",
        permission: { IpProtocol: "50", IpRanges: [{ CidrIp: "10.1.2.3/8" }] },
      },
    ]);
  });

  it("keeps what it can't read, so that it can be revoked", () => {
    const [single] = singlePermissions([{ IpProtocol: "-1", IpRanges: [{ CidrIp: "not a block" }] }]);
    assert.equal(single?.key, "all traffic from not a block");
  });

  it("yields nothing for a permission without sources", () => {
    assert.deepEqual(
      singlePermissions([{ IpProtocol: "-1", IpRanges: [], Ipv6Ranges: [] }, { IpProtocol: "tcp" }]),
      [],
    );
  });

  it("yields once what is described twice", () => {
    const twice = {
      IpProtocol: "-1",
      IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "a" }, { CidrIp: "0.0.0.0/0" }],
    };
    assert.equal(singlePermissions([twice, twice]).length, 1);
  });
});

describe("permissionKey", () => {
  const expected: [permission: IpPermission, key: string][] = [
    [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80 }, "tcp 80 from 0.0.0.0/0"],
    [{ IpProtocol: "6", FromPort: 80, ToPort: 80 }, "tcp 80 from 0.0.0.0/0"],
    [{ IpProtocol: "17", FromPort: 53, ToPort: 54 }, "udp 53-54 from 0.0.0.0/0"],
    [{ IpProtocol: "tcp", FromPort: 0, ToPort: 0 }, "tcp 0 from 0.0.0.0/0"],
    [{ IpProtocol: "tcp", FromPort: 0, ToPort: 65535 }, "tcp 0-65535 from 0.0.0.0/0"],
    [{ IpProtocol: "-1" }, "all traffic from 0.0.0.0/0"],
    [{ IpProtocol: "-1", FromPort: 1, ToPort: 2 }, "all traffic from 0.0.0.0/0"],
    [{}, "all traffic from 0.0.0.0/0"],
    [{ IpProtocol: "icmp", FromPort: -1, ToPort: -1 }, "icmp all types from 0.0.0.0/0"],
    [{ IpProtocol: "1" }, "icmp all types from 0.0.0.0/0"],
    [{ IpProtocol: "icmp", FromPort: 8, ToPort: -1 }, "icmp type 8 from 0.0.0.0/0"],
    [{ IpProtocol: "icmp", FromPort: 0, ToPort: 0 }, "icmp type 0 code 0 from 0.0.0.0/0"],
    [{ IpProtocol: "58", FromPort: 128, ToPort: 0 }, "icmpv6 type 128 code 0 from 0.0.0.0/0"],
    [{ IpProtocol: "50", FromPort: 0, ToPort: 65535 }, "protocol 50 from 0.0.0.0/0"],
    [{ IpProtocol: "0" }, "protocol 0 from 0.0.0.0/0"],
  ];
  for (const [permission, key] of expected) {
    it(`of ${JSON.stringify(permission)} is "${key}"`, () => {
      assert.equal(permissionKey({ ...permission, ...anywhere }), key);
    });
  }

  it("doesn't depend on the account of a group, whose id is unique over all of them", () => {
    const key = (UserId?: string): string =>
      permissionKey({ IpProtocol: "-1", UserIdGroupPairs: [{ UserId, GroupId: "sg-0a1b2c3d4e5f60718" }] });
    assert.equal(key("123456789012"), "all traffic from sg-0a1b2c3d4e5f60718");
    assert.equal(key(), key("123456789012"));
  });
});

describe("canonicalProtocol", () => {
  it("isn't misled by words that JavaScript knows", () => {
    assert.equal(canonicalProtocol("constructor"), "constructor");
    assert.equal(canonicalProtocol("__proto__"), "__proto__");
  });
});
