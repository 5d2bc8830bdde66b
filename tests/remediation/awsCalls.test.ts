import assert from "node:assert/strict";
import { mock } from "node:test";
import type { AwsCalls } from "../../remediation/awsCalls";
import { sdkCalls } from "../../remediation/awsCalls";
import { errorCode, failureKind } from "../../remediation/awsErrors";
import { ec2Answer, ec2Error, startEndpoint } from "./fakeEndpoint";
import type { FakeEndpoint, WireAnswer } from "./fakeEndpoint";

const groupId = "sg-0a1b2c3d4e5f60718";
const permission = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
const wirePermission =
  "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=443&IpPermissions.1.ToPort=443" +
  "&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0%2F0";
const described =
  "<ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>" +
  "<ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges>";

describe("sdkCalls", () => {
  let endpoint: FakeEndpoint;
  let answer: WireAnswer;
  let calls: AwsCalls;

  before(async () => {
    endpoint = await startEndpoint(() => answer);
    calls = sdkCalls();
  });
  after(() => endpoint.stop());
  beforeEach(() => endpoint.calls.splice(0));

  it("describes one group by its id", async () => {
    const group = `<groupId>${groupId}</groupId><ipPermissions><item>${described}</item></ipPermissions>`;
    answer = ec2Answer(
      "DescribeSecurityGroups",
      `<securityGroupInfo><item>${group}</item></securityGroupInfo>`,
    );
    const found = await calls.describe(groupId);
    assert.equal(found?.GroupId, groupId);
    assert.deepEqual(found?.IpPermissions, [permission]);
    assert.deepEqual(
      endpoint.calls.map(({ body }) => body),
      [`Action=DescribeSecurityGroups&Version=2016-11-15&GroupId.1=${groupId}`],
    );
  });

  it("describes a group that isn't there as undefined", async () => {
    answer = ec2Answer("DescribeSecurityGroups", "<securityGroupInfo/>");
    assert.equal(await calls.describe(groupId), undefined);
  });

  it("authorizes by the group's id, never by a name", async () => {
    answer = ec2Answer("AuthorizeSecurityGroupIngress", "<return>true</return>");
    await calls.authorize(groupId, [permission]);
    assert.deepEqual(
      endpoint.calls.map(({ body }) => body),
      [`Action=AuthorizeSecurityGroupIngress&Version=2016-11-15&GroupId=${groupId}${wirePermission}`],
    );
  });

  it("revokes, and brings back what EC2 didn't know", async () => {
    const operation = "RevokeSecurityGroupIngress";
    answer = ec2Answer(
      operation,
      `<unknownIpPermissionSet><item>${described}</item></unknownIpPermissionSet>`,
    );
    assert.deepEqual(await calls.revoke(groupId, [permission]), [permission]);
    answer = ec2Answer(operation, "<return>true</return>");
    assert.deepEqual(await calls.revoke(groupId, [permission]), []);
    assert.equal(
      endpoint.calls[1]?.body,
      `Action=${operation}&Version=2016-11-15&GroupId=${groupId}${wirePermission}`,
    );
  });

  it("reports with milliseconds, and brings back what AWS Config didn't take", async () => {
    const evaluation = {
      ComplianceResourceType: "AWS::EC2::SecurityGroup",
      ComplianceResourceId: groupId,
      ComplianceType: "COMPLIANT" as const,
      OrderingTimestamp: new Date("2025-03-04T02:17:09.483Z"),
    };
    answer = { body: "{}" };
    assert.deepEqual(await calls.putEvaluations({ ResultToken: "t", Evaluations: [evaluation] }), []);
    assert.deepEqual(JSON.parse(endpoint.calls[0]?.body ?? ""), {
      ResultToken: "t",
      Evaluations: [{ ...evaluation, OrderingTimestamp: 1741054629.483 }],
    });
    const wireTime = { ...evaluation, OrderingTimestamp: 1741054629.483 };
    answer = { body: JSON.stringify({ FailedEvaluations: [wireTime] }) };
    assert.deepEqual(await calls.putEvaluations({ ResultToken: "t", Evaluations: [evaluation] }), [
      evaluation,
    ]);
  });

  describe("errors, as the SDK gives them", () => {
    const ec2: [code: string, status: number, kind: string][] = [
      ["UnauthorizedOperation", 403, "denied"],
      ["InvalidGroup.NotFound", 400, "rejected"],
      ["InvalidPermission.Duplicate", 400, "rejected"],
      ["RulesPerSecurityGroupLimitExceeded", 400, "rejected"],
      ["AuthFailure", 401, "unavailable"],
      ["RequestLimitExceeded", 503, "unavailable"],
    ];
    for (const [code, status, kind] of ec2) {
      it(`EC2's ${code} is ${kind}`, async () => {
        answer = ec2Error(code, status);
        await assert.rejects(calls.describe(groupId), (error) => {
          assert.equal(errorCode(error), code);
          assert.equal(failureKind(error), kind);
          return true;
        });
      });
    }

    const config: [code: string, status: number, kind: string][] = [
      ["AccessDeniedException", 400, "denied"],
      ["NoSuchConfigRuleException", 400, "rejected"],
      ["InvalidResultTokenException", 400, "rejected"],
      ["ThrottlingException", 400, "unavailable"],
    ];
    for (const [code, status, kind] of config) {
      it(`AWS Config's ${code} is ${kind}`, async () => {
        answer = { status, body: JSON.stringify({ __type: code, message: "in the test" }) };
        await assert.rejects(calls.putEvaluations({ ResultToken: "t", Evaluations: [] }), (error) => {
          assert.equal(errorCode(error), code);
          assert.equal(failureKind(error), kind);
          return true;
        });
      });
    }
  });

  it("waits as long as it is asked to", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      let waiting = true;
      const waited = calls.wait(20).then(() => (waiting = false));
      mock.timers.tick(19);
      await Promise.resolve();
      assert.equal(waiting, true);
      mock.timers.tick(1);
      await waited;
    } finally {
      mock.timers.reset();
    }
  });
});
