import assert from "node:assert/strict";
import fc from "fast-check";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { permissionKey } from "../../remediation/permissions";
import { remediate } from "../../remediation/remediate";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { toIpPermission } from "../../remediation/requiredPermissions";
import type { RequiredPermission } from "../../remediation/requiredPermissions";
import { capturedLog } from "./capturedLog";
import { configEvent } from "./configEvents";
import { awsError, FakeAws } from "./fakeAws";
import type { CallName, Disturbance } from "./fakeAws";
import { atoms, describedArbitrary, requiredArbitrary } from "./permissionArbitraries";

const tcp = (port: number): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: "0.0.0.0/0" }],
});
const incident = [tcp(80), tcp(465), tcp(993)];
const policy = ["tcp 443 from 0.0.0.0/0", "tcp 80 from 0.0.0.0/0"];
const modified = "Permissions were modified. 2 new revocation(s). 1 new authorization(s).";

async function repair(
  aws: FakeAws,
  required: readonly RequiredPermission[] = handoutPermissions,
): Promise<unknown> {
  let error: unknown;
  await capturedLog(async () => {
    try {
      await remediate(configEvent("change"), { required, mode: "enforce" }, aws);
    } catch (thrown) {
      error = thrown;
    }
  });
  return error;
}

function lastReport(aws: FakeAws): [compliance: string | undefined, annotation: string | undefined] {
  const last = aws.evaluations.at(-1);
  return [last?.ComplianceType, last?.Annotation];
}

describe("repairGroup", () => {
  describe("races", () => {
    it("plans again when somebody authorized the missing one in between", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.authorize = [{ before: () => aws.change([tcp(443)]) }];
      assert.equal(await repair(aws), undefined);
      assert.deepEqual(aws.keys, policy);
      assert.deepEqual(lastReport(aws), ["COMPLIANT", modified]);
      assert.deepEqual(aws.waits, []);
    });

    it("plans again when somebody revoked one of the extra ones in between, so that EC2 revoked none", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.revoke = [{ before: () => aws.change([], [tcp(465)]) }];
      assert.equal(await repair(aws), undefined);
      assert.deepEqual(aws.keys, policy);
      assert.deepEqual(aws.requests.at(-1), { call: "revoke", permissions: [tcp(993)] });
      assert.deepEqual(aws.waits, [1000]);
    });

    it("takes EC2's answer in a default VPC, where the others are revoked", async () => {
      const aws = new FakeAws(incident);
      aws.defaultVpc = true;
      aws.disturbances.revoke = [{ before: () => aws.change([], [tcp(465)]) }];
      assert.equal(await repair(aws), undefined);
      assert.deepEqual(aws.keys, policy);
      assert.equal(aws.calls.filter((call) => call === "revoke").length, 1);
    });

    it("takes away what is opened while it works", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.describe = [undefined, { before: () => aws.change([tcp(3389)]) }];
      assert.equal(await repair(aws), undefined);
      assert.deepEqual(aws.keys, policy);
      assert.deepEqual(lastReport(aws), [
        "COMPLIANT",
        "Permissions were modified. 3 new revocation(s). 1 new authorization(s).",
      ]);
    });

    it("gives up after three rounds, and says what it saw last", async () => {
      const aws = new FakeAws([tcp(80), tcp(443), tcp(1)]);
      const reopen = (port: number): Disturbance => ({ before: () => aws.change([tcp(port)]) });
      aws.disturbances.describe = [undefined, reopen(2), reopen(3), reopen(4)];
      assert.equal(await repair(aws), undefined);
      assert.equal(aws.calls.filter((call) => call === "revoke").length, 3);
      assert.equal(aws.calls.filter((call) => call === "describe").length, 4);
      assert.deepEqual(aws.waits, [1000, 2000]);
      assert.deepEqual(lastReport(aws), [
        "NON_COMPLIANT",
        "Permissions were modified. 3 new revocation(s). 0 new authorization(s). " +
          "Still to revoke (1): tcp 4 from 0.0.0.0/0.",
      ]);
    });
  });

  it("completes a request that EC2 executed in part", async () => {
    const aws = new FakeAws([tcp(22)]);
    aws.disturbances.authorize = [{ error: awsError("InvalidPermission.Duplicate"), taken: 1 }];
    assert.equal(await repair(aws), undefined);
    assert.deepEqual(aws.keys, policy);
    assert.deepEqual(aws.requests.at(-1), { call: "authorize", permissions: [tcp(443)] });
    assert.deepEqual(lastReport(aws), [
      "COMPLIANT",
      "Permissions were modified. 1 new revocation(s). 2 new authorization(s).",
    ]);
  });

  it("makes room first when the group is full", async () => {
    const full = Array.from({ length: 60 }, (_, index) => tcp(10_000 + index));
    const aws = new FakeAws(full);
    assert.equal(await repair(aws), undefined);
    assert.deepEqual(aws.keys, policy);
    assert.deepEqual(
      aws.requests.map(({ call, permissions }) => [call, permissions.length]),
      [
        ["authorize", 2],
        ["revoke", 60],
        ["authorize", 2],
      ],
    );
  });

  it("reports the limit when there is no room to make", async () => {
    const aws = new FakeAws([tcp(80)]);
    aws.ruleLimit = 1;
    assert.equal(await repair(aws), undefined);
    assert.deepEqual(lastReport(aws), [
      "NON_COMPLIANT",
      "Permissions were not modified. AWS rejected ec2:AuthorizeSecurityGroupIngress " +
        "(RulesPerSecurityGroupLimitExceeded). Still to authorize (1): tcp 443 from 0.0.0.0/0.",
    ]);
  });

  it("doesn't let one permission that EC2 won't have keep the others out", async () => {
    const aws = new FakeAws([]);
    const refusal = { error: awsError("InvalidPrefixListId.NotFound") };
    aws.disturbances.authorize = [refusal, refusal, undefined, undefined, refusal];
    const required = [
      ...handoutPermissions,
      { protocol: "tcp", port: 22, prefixList: "pl-0123456789abcdef0" },
    ];
    assert.equal(await repair(aws, required), undefined);
    assert.deepEqual(aws.keys, policy);
    assert.deepEqual(lastReport(aws), [
      "NON_COMPLIANT",
      "Permissions were modified. 0 new revocation(s). 2 new authorization(s). AWS rejected " +
        "ec2:AuthorizeSecurityGroupIngress (InvalidPrefixListId.NotFound). " +
        "Still to authorize (1): tcp 22 from pl-0123456789abcdef0.",
    ]);
  });

  describe("a call that is denied", () => {
    it("is named, is not tried again, and doesn't stop the other", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.authorize = [{ error: awsError("UnauthorizedOperation", 403) }];
      assert.match(String(await repair(aws)), /^Error: The function's role is denied ec2:\w+\.$/);
      assert.deepEqual(aws.keys, ["tcp 80 from 0.0.0.0/0"]);
      // No round can change anything any more, so there is none.
      assert.deepEqual(aws.calls.slice(2), ["authorize", "revoke", "describe", "putEvaluations"]);
      assert.deepEqual(aws.waits, []);
      assert.deepEqual(lastReport(aws), [
        "NON_COMPLIANT",
        "Permissions were modified. 2 new revocation(s). 0 new authorization(s). The function's role is denied " +
          "ec2:AuthorizeSecurityGroupIngress. Still to authorize (1): tcp 443 from 0.0.0.0/0.",
      ]);
    });

    it("is named when it is the revoke", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.revoke = [{ error: awsError("UnauthorizedOperation", 403) }];
      assert.match(String(await repair(aws)), /^Error: The function's role is denied ec2:\w+\.$/);
      assert.deepEqual(lastReport(aws), [
        "NON_COMPLIANT",
        "Permissions were modified. 0 new revocation(s). 1 new authorization(s). The function's role is denied " +
          "ec2:RevokeSecurityGroupIngress. Still to revoke (2): tcp 465 from 0.0.0.0/0, tcp 993 from 0.0.0.0/0.",
      ]);
    });

    it("is named when it is the describe", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.describe = [{ error: awsError("UnauthorizedOperation", 403) }];
      assert.match(String(await repair(aws)), /^Error: The function's role is denied ec2:\w+\.$/);
      assert.deepEqual(lastReport(aws), [
        "NON_COMPLIANT",
        "The function's role is denied ec2:DescribeSecurityGroups. Its permissions are unknown.",
      ]);
    });
  });

  describe("EC2 unavailable", () => {
    const unavailable: [what: string, error: Error][] = [
      ["throttled", awsError("RequestLimitExceeded", 503)],
      ["down", awsError("InternalError", 500)],
      ["out of reach", Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })],
      ["slow", Object.assign(new Error("timed out"), { name: "TimeoutError" })],
    ];
    for (const [what, error] of unavailable) {
      it(`throws when it is ${what}, and doesn't report what it doesn't know`, async () => {
        const aws = new FakeAws(incident);
        aws.disturbances.describe = [{ error }];
        assert.equal(await repair(aws), error);
        assert.deepEqual(aws.calls, ["describe"]);
      });

      it(`still revokes when the authorize is ${what}, then throws, and the next try finishes`, async () => {
        const aws = new FakeAws(incident);
        aws.disturbances.authorize = [{ error }];
        assert.equal(await repair(aws), error);
        assert.deepEqual(aws.keys, ["tcp 80 from 0.0.0.0/0"]);
        assert.deepEqual(
          aws.evaluations.map(({ ComplianceType }) => ComplianceType),
          ["NON_COMPLIANT"],
        );
        assert.equal(await repair(aws), undefined);
        assert.deepEqual(aws.keys, policy);
        assert.equal(aws.evaluations.at(-1)?.ComplianceType, "COMPLIANT");
      });
    }
  });

  describe("for any group, any policy and any failures", () => {
    const codes = ["InvalidPermission.Duplicate", "InvalidPermission.NotFound", "UnauthorizedOperation"];
    const disturbance = fc.option(
      fc.record({
        error: fc.constantFrom(...codes.map((code) => awsError(code)), awsError("RequestLimitExceeded", 503)),
        taken: fc.nat(3),
      }),
      { nil: undefined },
    );
    const disturbances = fc.record({
      authorize: fc.array(disturbance, { maxLength: 4 }),
      revoke: fc.array(disturbance, { maxLength: 4 }),
    });
    const situation = fc
      .tuple(atoms(12), atoms(12), disturbances)
      .chain(([group, wanted, failures]) =>
        fc.tuple(
          describedArbitrary(group),
          fc.tuple(...wanted.map((each) => requiredArbitrary(each))),
          fc.constant(failures),
        ),
      );

    it("never takes a required permission away, keeps the call budget, and reports what is true", async () => {
      await fc.assert(
        fc.asyncProperty(situation, async ([described, required, failures]) => {
          const aws = new FakeAws(described);
          Object.assign(aws.disturbances, {
            authorize: [...failures.authorize],
            revoke: [...failures.revoke],
          });
          const requiredKeys = required.map((one) => permissionKey(toIpPermission(one)));
          const error = await repair(aws, required);

          for (let index = 1; index < aws.states.length; index++) {
            const before = aws.states[index - 1]?.filter((key) => requiredKeys.includes(key)) ?? [];
            for (const key of before) assert.ok(aws.states[index]?.includes(key), `${key} went`);
          }
          const count = (name: CallName): number => aws.calls.filter((call) => call === name).length;
          assert.ok(count("describe") <= 4);
          assert.ok(count("putEvaluations") <= 2);
          const right = JSON.stringify([...new Set(aws.keys)]) === JSON.stringify([...requiredKeys].sort());
          const denied = String(error).includes("The function's role is denied ");
          if (error === undefined || denied)
            assert.equal(lastReport(aws)[0], right ? "COMPLIANT" : "NON_COMPLIANT");
          else assert.equal((error as Error).name, "RequestLimitExceeded");
          if (denied) assert.equal(right, false);
          for (const { Annotation = "" } of aws.evaluations) {
            assert.ok(Annotation.length >= 1 && Annotation.length <= 256, Annotation);
          }
        }),
        { numRuns: 300 },
      );
    });
  });
});
