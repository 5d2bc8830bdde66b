import assert from "node:assert/strict";
import fc from "fast-check";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { permissionKey, singlePermissions } from "../../remediation/permissions";
import { planRemediation } from "../../remediation/plan";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { requiredPermissionFaults } from "../../remediation/requiredPermissions";
import { atoms, describedArbitrary, requiredArbitrary } from "./permissionArbitraries";
import type { Atom } from "./permissionArbitraries";

const anywhere = [{ CidrIp: "0.0.0.0/0" }];
const tcp = (port: number): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  IpRanges: anywhere,
});

describe("planRemediation", () => {
  it("wants nothing when the group has exactly what is required", () => {
    assert.deepEqual(planRemediation([tcp(443), tcp(80)], handoutPermissions), { authorize: [], revoke: [] });
  });

  it("plans the handout's incident: 443 is missing, 465 and 993 are extra, 80 isn't touched", () => {
    assert.deepEqual(planRemediation([tcp(80), tcp(465), tcp(993)], handoutPermissions), {
      authorize: [tcp(443)],
      revoke: [tcp(465), tcp(993)],
    });
  });

  it("takes one source out of a permission that holds a required one too", () => {
    const group = [
      {
        ...tcp(80),
        IpRanges: [...anywhere, { CidrIp: "198.51.100.0/24", Description: "partner" }],
        Ipv6Ranges: [{ CidrIpv6: "::/0" }],
      },
      tcp(443),
    ];
    assert.deepEqual(planRemediation(group, handoutPermissions), {
      authorize: [],
      revoke: [
        { IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "198.51.100.0/24" }] },
        { IpProtocol: "tcp", FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
      ],
    });
  });

  it("replaces a wide range that covers the required ports", () => {
    const wide = { IpProtocol: "tcp", FromPort: 80, ToPort: 443, IpRanges: anywhere };
    assert.deepEqual(planRemediation([wide], handoutPermissions), {
      authorize: [tcp(80), tcp(443)],
      revoke: [wide],
    });
  });

  it("revokes the pair that a default group starts with, as EC2 spells it", () => {
    const pair = { UserId: "123456789012", GroupId: "sg-0a1b2c3d4e5f60718" };
    const group = [
      { IpProtocol: "-1", IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [pair] },
    ];
    assert.deepEqual(planRemediation(group, handoutPermissions), {
      authorize: [tcp(80), tcp(443)],
      revoke: [{ IpProtocol: "-1", UserIdGroupPairs: [pair] }],
    });
  });

  it("names the account of a required group that belongs to another one", () => {
    const required = [{ protocol: "tcp", port: 5432, securityGroup: "999988887777/sg-0a1b2c3d4e5f60718" }];
    assert.deepEqual(planRemediation([], required).authorize, [
      {
        IpProtocol: "tcp",
        FromPort: 5432,
        ToPort: 5432,
        UserIdGroupPairs: [{ UserId: "999988887777", GroupId: "sg-0a1b2c3d4e5f60718" }],
      },
    ]);
  });

  it("asks once for what the policy or the group holds twice", () => {
    const group = [tcp(22), tcp(22)];
    const required = [...handoutPermissions, ...handoutPermissions];
    assert.deepEqual(planRemediation(group, required), { authorize: [tcp(80), tcp(443)], revoke: [tcp(22)] });
  });

  describe("for any group and any policy", () => {
    const situation = fc
      .tuple(atoms(), atoms())
      .chain(([group, policy]) =>
        fc.tuple(
          fc.constant(group),
          fc.constant(policy),
          describedArbitrary(group),
          fc.tuple(...policy.map((each) => requiredArbitrary(each))),
        ),
      );

    it("gives exactly the policy when it is applied, and touches nothing that is compliant", () => {
      fc.assert(
        fc.property(situation, ([group, policy, described, required]) => {
          assert.deepEqual(requiredPermissionFaults(required), []);
          const { authorize, revoke } = planRemediation(described, required);
          assert.deepEqual(keys(authorize), difference(policy, group));
          assert.deepEqual(keys(revoke), difference(group, policy));
          const spellings = singlePermissions(described).map(({ permission }) => JSON.stringify(permission));
          for (const permission of revoke) assert.ok(spellings.includes(JSON.stringify(permission)));
        }),
        { numRuns: 300 },
      );
    });

    it("leaves a second plan empty", () => {
      fc.assert(
        fc.property(situation, ([, , described, required]) => {
          const { authorize, revoke } = planRemediation(described, required);
          const gone = revoke.map((permission) => JSON.stringify(permission));
          const kept = singlePermissions(described)
            .map(({ permission }) => permission)
            .filter((permission) => !gone.includes(JSON.stringify(permission)));
          assert.deepEqual(planRemediation([...kept, ...authorize], required), { authorize: [], revoke: [] });
        }),
        { numRuns: 300 },
      );
    });

    it("is the same whatever the order, grouping, descriptions and spelling", () => {
      const twice = fc
        .tuple(atoms(), atoms())
        .chain(([group, policy]) =>
          fc.tuple(
            describedArbitrary(group),
            describedArbitrary(group),
            fc.tuple(...policy.map((each) => requiredArbitrary(each))),
            fc.tuple(...policy.toReversed().map((each) => requiredArbitrary(each))),
          ),
        );
      fc.assert(
        fc.property(twice, ([described, otherwise, required, spelled]) => {
          const one = planRemediation(described, required);
          const other = planRemediation(otherwise, spelled);
          assert.deepEqual(keys(one.authorize), keys(other.authorize));
          assert.deepEqual(keys(one.revoke), keys(other.revoke));
        }),
        { numRuns: 300 },
      );
    });

    it("changes neither the group nor the policy, and asks for one source at a time", () => {
      fc.assert(
        fc.property(situation, ([, , described, required]) => {
          const before = JSON.stringify([described, required]);
          const { authorize, revoke } = planRemediation(deepFreeze(described), deepFreeze(required));
          assert.equal(JSON.stringify([described, required]), before);
          for (const permission of [...authorize, ...revoke]) {
            const { IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission;
            const sources = [IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs].flatMap(
              (list) => list ?? [],
            );
            assert.equal(sources.length, 1);
          }
        }),
        { numRuns: 300 },
      );
    });
  });

  it("is as exact for the largest groups that AWS allows, and beyond", () => {
    const group = Array.from({ length: 20_000 }, (_, index) => ({
      IpProtocol: "tcp",
      FromPort: index,
      ToPort: index,
      IpRanges: anywhere,
    }));
    const required = group.map(({ FromPort }) => ({
      protocol: "tcp",
      port: FromPort + 10_000,
      cidr: "0.0.0.0/0",
    }));
    // How long it takes is measured by `npm run bench`.
    const { authorize, revoke } = planRemediation(group, required);
    const ports = (permissions: readonly IpPermission[]) => permissions.map(({ FromPort }) => FromPort);
    assert.deepEqual(
      ports(authorize),
      Array.from({ length: 10_000 }, (_, index) => 20_000 + index),
    );
    assert.deepEqual(
      ports(revoke),
      Array.from({ length: 10_000 }, (_, index) => index),
    );
  });
});

function keys(permissions: readonly IpPermission[]): string[] {
  return permissions.map(permissionKey).sort();
}

/** Keys of the atoms of one list that aren't in the other, written down independently of the code under test. */
function difference(one: readonly Atom[], other: readonly Atom[]): string[] {
  const others = other.map(atomText);
  return one
    .map(atomText)
    .filter((text) => !others.includes(text))
    .sort();
}

function atomText({ protocol, from, to, source }: Atom): string {
  const place = source.id.split("/sg-").length > 1 ? `sg-${source.id.split("/sg-")[1]}` : source.id;
  if (protocol === "-1") return `all traffic from ${place}`;
  if (protocol === "tcp" || protocol === "udp") {
    return `${protocol} ${from === to ? from : `${from}-${to}`} from ${place}`;
  }
  if (protocol === "icmp" || protocol === "icmpv6") {
    if (from === -1) return `${protocol} all types from ${place}`;
    return `${protocol} type ${from}${to === -1 ? "" : ` code ${to}`} from ${place}`;
  }
  return `protocol ${protocol} from ${place}`;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
