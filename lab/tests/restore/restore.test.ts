import assert from "node:assert/strict";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { load } from "js-yaml";
import fc from "fast-check";
import { isInside } from "../../../remediation/allowed";
import { allowedPermissionFaults, toIpPermission } from "../../../remediation/requiredPermissions";
import type { RequiredPermission } from "../../../remediation/requiredPermissions";
import { atom, requiredArbitrary } from "../../../tests/remediation/permissionArbitraries";
import { permissionInWords } from "../../output/permissions";
import { allowedLine } from "../../restore/allowedLine";
import { lostLast, lostSince } from "../../restore/lost";
import { fakeClients } from "../fakes/fakeClients";
import { labGroup, labStack } from "../fakes/labStack";

const recorded = (...ports: number[]) =>
  JSON.stringify({
    ipPermissions: ports.map((port) => ({
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ipv4Ranges: [{ cidrIp: "0.0.0.0/0", description: "of a person" }],
      ipRanges: ["0.0.0.0/0"],
    })),
  });
const items = [
  { configurationItemCaptureTime: new Date("2026-11-27T10:00:00Z"), configuration: recorded(80) },
  { configurationItemCaptureTime: new Date("2026-11-27T10:05:00Z"), configuration: recorded(80, 465, 25) },
  { configurationItemCaptureTime: new Date("2026-11-27T10:06:00Z"), configuration: recorded(80, 443) },
];
const rule = (port: number) => ({
  SecurityGroupRuleId: `sgr-${port}`,
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  CidrIpv4: "0.0.0.0/0",
});
const words = (permissions: readonly IpPermission[]) => permissions.map(permissionInWords);

function clients(messages: readonly object[]) {
  return fakeClients({
    FilterLogEvents: () => ({
      events: messages.map((each, index) => ({
        timestamp: Date.parse("2026-11-27T10:05:30Z") + index,
        eventId: String(index),
        message: `time\tid\tINFO\t${JSON.stringify({ level: "info", ...each })}`,
      })),
    }),
    GetResourceConfigHistory: () => ({ configurationItems: [...items].reverse() }),
    DescribeSecurityGroupRules: () => ({ SecurityGroupRules: [rule(80), rule(443)] }),
  });
}

describe("what the remediation took from a group", () => {
  const line = { message: `revoking for ${labGroup}`, permissions: ["tcp 465 from 0.0.0.0/0"] };

  it("is what the log's last revocation names, as the history has it", async () => {
    const lost = await lostLast(labStack(), clients([line]), labGroup);
    assert.deepEqual(lost.captured, items[1]?.configurationItemCaptureTime);
    assert.deepEqual(lost.permissions, [
      { IpProtocol: "tcp", FromPort: 465, ToPort: 465, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ]);
  });

  it("is everything that the group had at a time and lacks now", async () => {
    const at = (time: string) => lostSince(clients([]), labGroup, new Date(time));
    assert.deepEqual(words((await at("2026-11-27T10:05:59Z")).permissions), [
      "TCP 465 from 0.0.0.0/0",
      "TCP 25 from 0.0.0.0/0",
    ]);
    assert.deepEqual((await at("2026-11-27T11:00:00Z")).permissions, []);
  });

  it("isn't known where the log has no revocation, or the history no item", async () => {
    await assert.rejects(lostLast(labStack(), clients([]), labGroup), { code: "NothingRevoked" });
    await assert.rejects(lostSince(clients([]), labGroup, new Date("2026-11-27T09:00:00Z")), {
      message: `AWS Config has no configuration item of ${labGroup} at 2026-11-27T09:00:00.000Z or before.`,
    });
  });
});

describe("the line of allowedPermissions", () => {
  it("is YAML that allows exactly the permission, whatever it is", () => {
    const permission = atom.chain((each) => requiredArbitrary(each)).map(toIpPermission);
    fc.assert(
      fc.property(permission, (one) => {
        const [entry] = load(allowedLine(one)) as RequiredPermission[];
        assert.deepEqual(allowedPermissionFaults([entry]), []);
        const allowed = toIpPermission(entry as RequiredPermission);
        assert.ok(isInside(one, allowed) && isInside(allowed, one), allowedLine(one));
      }),
    );
  });
});
