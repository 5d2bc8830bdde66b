import assert from "node:assert/strict";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { remediate } from "../../remediation/remediate";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import type { RemediationSettings } from "../../remediation/settings";
import { capturedLog } from "./capturedLog";
import { configEvent } from "./configEvents";
import { awsError, FakeAws } from "./fakeAws";

const groupId = "sg-0a1b2c3d4e5f60718";
const settings: RemediationSettings = {
  required: handoutPermissions,
  mode: "enforce",
  vpcId: "vpc-0a1b2c3d4e5f60718",
};
const tcp = (port: number): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: "0.0.0.0/0" }],
});
const policy = ["tcp 443 from 0.0.0.0/0", "tcp 80 from 0.0.0.0/0"];
const incident = [tcp(80), tcp(465), tcp(993)];
const incidentFound =
  "Permissions are not as required. To revoke (2): tcp 465 from 0.0.0.0/0, tcp 993 from 0.0.0.0/0. " +
  "To authorize (1): tcp 443 from 0.0.0.0/0.";

interface Run {
  readonly log: Record<string, unknown>[];
  readonly text: string;
  readonly error: unknown;
}

async function run(aws: FakeAws, changed: Partial<RemediationSettings> = {}, event = "change"): Promise<Run> {
  let error: unknown;
  const lines = await capturedLog(async () => {
    try {
      await remediate(configEvent(event), { ...settings, ...changed }, aws);
    } catch (thrown) {
      error = thrown;
    }
  });
  return {
    log: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: lines.join("\n"),
    error,
  };
}

function reports(aws: FakeAws): [compliance: string | undefined, annotation: string | undefined][] {
  return aws.evaluations.map(({ ComplianceType, Annotation }) => [ComplianceType, Annotation]);
}

describe("remediate", () => {
  it("costs one describe and one report, and no write, when the group is compliant", async () => {
    const aws = new FakeAws([tcp(443), tcp(80)]);
    assert.equal((await run(aws)).error, undefined);
    assert.deepEqual(aws.calls, ["describe", "putEvaluations"]);
    assert.deepEqual(aws.puts, [
      {
        ResultToken: "eyJlbmNyeXB0ZWREYXRhIjpbLTEyMyw0NV19",
        Evaluations: [
          {
            ComplianceResourceType: "AWS::EC2::SecurityGroup",
            ComplianceResourceId: groupId,
            ComplianceType: "COMPLIANT",
            Annotation: "Permissions are correct.",
            OrderingTimestamp: new Date("2025-03-04T02:17:09.483Z"),
          },
        ],
      },
    ]);
  });

  describe("the handout's incident", () => {
    it("takes four EC2 calls and two reports, and ends with exactly the policy", async () => {
      const aws = new FakeAws(incident);
      assert.equal((await run(aws)).error, undefined);
      assert.deepEqual(aws.calls, [
        "describe",
        "putEvaluations",
        "authorize",
        "revoke",
        "describe",
        "putEvaluations",
      ]);
      assert.deepEqual(aws.requests, [
        { call: "authorize", permissions: [tcp(443)] },
        { call: "revoke", permissions: [tcp(465), tcp(993)] },
      ]);
      assert.deepEqual(aws.keys, policy);
      assert.deepEqual(aws.waits, []);
    });

    it("is reported first as it was found, then as it is, in an order that AWS Config can tell", async () => {
      const aws = new FakeAws(incident);
      await run(aws);
      assert.deepEqual(reports(aws), [
        ["NON_COMPLIANT", incidentFound],
        ["COMPLIANT", "Permissions were modified. 2 new revocation(s). 1 new authorization(s)."],
      ]);
      assert.deepEqual(
        aws.evaluations.map(({ OrderingTimestamp }) => OrderingTimestamp?.toISOString()),
        ["2025-03-04T02:17:09.482Z", "2025-03-04T02:17:09.483Z"],
      );
      assert.deepEqual(new Set(aws.puts.map(({ ResultToken }) => ResultToken)).size, 1);
    });

    it("is told by the log, without the token", async () => {
      const { log, text } = await run(new FakeAws(incident));
      assert.equal(log[0]?.message, "event");
      assert.deepEqual(log.slice(1), [
        {
          level: "debug",
          message: `described ${groupId}`,
          groupId,
          missing: ["tcp 443 from 0.0.0.0/0"],
          extra: ["tcp 465 from 0.0.0.0/0", "tcp 993 from 0.0.0.0/0"],
        },
        {
          level: "info",
          message: `reporting NON_COMPLIANT for ${groupId}`,
          groupId,
          annotation: incidentFound,
        },
        {
          level: "info",
          message: `authorizing for ${groupId}`,
          groupId,
          permissions: ["tcp 443 from 0.0.0.0/0"],
        },
        {
          level: "info",
          message: `revoking for ${groupId}`,
          groupId,
          permissions: ["tcp 465 from 0.0.0.0/0", "tcp 993 from 0.0.0.0/0"],
        },
        { level: "debug", message: `described ${groupId}`, groupId, missing: [], extra: [] },
        {
          level: "info",
          message: `reporting COMPLIANT for ${groupId}`,
          groupId,
          annotation: "Permissions were modified. 2 new revocation(s). 1 new authorization(s).",
        },
      ]);
      assert.ok(!text.includes("eyJ"));
    });
  });

  it("keeps descriptions out of the log, since people write anything there", async () => {
    const described = {
      ...tcp(22),
      IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "ask someone@example.edu" }],
    };
    const { text } = await run(new FakeAws([described]));
    assert.match(text, /"revoking for sg-0a1b2c3d4e5f60718"/);
    assert.ok(!text.includes("someone"));
  });

  it("says in mode report what it would do, and does nothing", async () => {
    const aws = new FakeAws(incident);
    await run(aws, { mode: "report" });
    assert.deepEqual(aws.calls, ["describe", "putEvaluations"]);
    assert.deepEqual(reports(aws), [
      [
        "NON_COMPLIANT",
        "Permissions are not as required, and mode report changes nothing. Would revoke (2): tcp 465 from 0.0.0.0/0, " +
          "tcp 993 from 0.0.0.0/0. Would authorize (1): tcp 443 from 0.0.0.0/0.",
      ],
    ]);
  });

  describe("scope", () => {
    it("leaves a group of another VPC alone", async () => {
      const aws = new FakeAws(incident);
      aws.vpcId = "vpc-0fedcba9876543210";
      await run(aws);
      assert.deepEqual(aws.calls, ["describe", "putEvaluations"]);
      assert.deepEqual(reports(aws), [
        ["NOT_APPLICABLE", "The group is in vpc-0fedcba9876543210; the rule is for vpc-0a1b2c3d4e5f60718."],
      ]);
    });

    it("takes every group when no VPC is set", async () => {
      const aws = new FakeAws(incident);
      aws.vpcId = "vpc-0fedcba9876543210";
      await run(aws, { vpcId: undefined });
      assert.deepEqual(aws.keys, policy);
    });
  });

  describe("events", () => {
    for (const event of ["firstEvaluation", "oversized"]) {
      it(`remediates on "${event}"`, async () => {
        const aws = new FakeAws(incident);
        await run(aws, {}, event);
        assert.deepEqual(aws.keys, policy);
        assert.equal(aws.evaluations.length, 2);
      });
    }

    for (const event of ["deleted", "deletedNotRecorded", "notRecorded", "leftScope", "otherType"]) {
      it(`answers NOT_APPLICABLE to "${event}", without a look at EC2`, async () => {
        const aws = new FakeAws(incident);
        await run(aws, {}, event);
        assert.deepEqual(aws.calls, ["putEvaluations"]);
        assert.equal(aws.evaluations[0]?.ComplianceType, "NOT_APPLICABLE");
      });
    }

    const idle = {
      scheduled:
        "ScheduledNotification: the configuration has no safety net, so there is nothing to evaluate",
      snapshotDelivered:
        "ConfigurationSnapshotDeliveryCompleted names no resource, so there is nothing to evaluate",
    };
    for (const [event, message] of Object.entries(idle)) {
      it(`has nothing to do on "${event}"`, async () => {
        const aws = new FakeAws(incident);
        const { log } = await run(aws, {}, event);
        assert.deepEqual(aws.calls, []);
        assert.deepEqual(log.at(-1)?.message, message);
      });
    }

    it("changes no group with a test's token, and reports in test mode what it would do", async () => {
      const aws = new FakeAws(incident);
      await run(aws, {}, "test");
      assert.deepEqual(aws.calls, ["describe", "putEvaluations"]);
      assert.deepEqual(
        aws.puts.map(({ ResultToken, TestMode, Evaluations }) => [
          ResultToken,
          TestMode,
          Evaluations?.[0]?.ComplianceType,
        ]),
        [["TESTMODE", true, "NON_COMPLIANT"]],
      );
    });

    it("writes no debug lines without the parameter", async () => {
      const { log } = await run(new FakeAws(incident), {}, "firstEvaluation");
      assert.deepEqual(
        log.map(({ level }) => level),
        ["info", "info", "info", "info"],
      );
    });

    it("warns about parameters it can't read, and goes on", async () => {
      const aws = new FakeAws([tcp(80), tcp(443)]);
      const lines = await capturedLog(() =>
        remediate({ ...configEvent("change"), ruleParameters: "{" }, settings, aws),
      );
      assert.deepEqual(JSON.parse(lines[0] ?? ""), {
        level: "warn",
        message: 'the rule\'s parameters are ignored: event.ruleParameters: expected JSON, got "{" (string)',
      });
      assert.equal(aws.evaluations[0]?.ComplianceType, "COMPLIANT");
    });
  });

  describe("a group that is gone", () => {
    it("is NOT_APPLICABLE when it went before the describe", async () => {
      const aws = new FakeAws(incident);
      aws.exists = false;
      await run(aws);
      assert.deepEqual(reports(aws), [["NOT_APPLICABLE", "The group no longer exists."]]);
    });

    it("is NOT_APPLICABLE when it goes during the remediation", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.authorize = [
        { before: () => (aws.exists = false), error: awsError("InvalidGroup.NotFound") },
      ];
      await run(aws);
      assert.deepEqual(reports(aws)[1], ["NOT_APPLICABLE", "The group no longer exists."]);
    });
  });

  it("fails after the report of a denial, so that Lambda tries again, whose report is then newer", async () => {
    const aws = new FakeAws(incident);
    aws.disturbances.authorize = [{ error: awsError("UnauthorizedOperation", 403) }];
    const denied = "The function's role is denied ec2:AuthorizeSecurityGroupIngress.";
    assert.deepEqual((await run(aws)).error, new Error(denied));
    assert.equal((await run(aws)).error, undefined);
    assert.deepEqual(aws.keys, policy);
    assert.deepEqual(
      aws.evaluations.map(({ ComplianceType, OrderingTimestamp }) => [
        ComplianceType,
        OrderingTimestamp?.getUTCMilliseconds(),
      ]),
      [
        ["NON_COMPLIANT", 482],
        ["NON_COMPLIANT", 482],
        ["NON_COMPLIANT", 482],
        ["COMPLIANT", 483],
      ],
    );
  });

  describe("AWS Config's answers", () => {
    it("stops, without a write, when the rule is gone", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.putEvaluations = [{ error: awsError("NoSuchConfigRuleException") }];
      const { error, log } = await run(aws);
      assert.equal(error, undefined);
      assert.deepEqual(aws.calls, ["describe", "putEvaluations"]);
      assert.equal(log.at(-1)?.message, "the rule no longer exists, so nothing more is done");
    });

    it("throws what it returns in FailedEvaluations", async () => {
      const aws = new FakeAws([tcp(80), tcp(443)]);
      aws.failedEvaluations = 1;
      const { error } = await run(aws);
      assert.equal(String(error), `Error: AWS Config returned COMPLIANT for ${groupId} in FailedEvaluations`);
    });

    it("puts the group right even when its first report is throttled, and reports what is then true", async () => {
      const aws = new FakeAws(incident);
      aws.disturbances.putEvaluations = [{ error: awsError("ThrottlingException") }];
      const { error, log } = await run(aws);
      assert.equal(error, undefined);
      assert.deepEqual(aws.keys, policy);
      assert.deepEqual(
        reports(aws).map(([compliance]) => compliance),
        ["COMPLIANT"],
      );
      assert.ok(
        log.some(({ message }) => String(message).startsWith("AWS Config didn't accept the report: ")),
      );
    });

    it("throws when it stays throttled, so that the next invocation reports the group, compliant by then", async () => {
      const aws = new FakeAws(incident);
      const throttled = { error: awsError("ThrottlingException") };
      aws.disturbances.putEvaluations = [throttled, throttled];
      const { error } = await run(aws);
      assert.equal((error as Error).name, "ThrottlingException");
      assert.deepEqual(aws.keys, policy);
      await run(aws);
      assert.deepEqual(reports(aws), [["COMPLIANT", "Permissions are correct."]]);
    });

    it("puts the group right even when it refuses the report for good, then throws", async () => {
      const aws = new FakeAws(incident);
      const refusal = (): Error => awsError("AccessDeniedException");
      aws.disturbances.putEvaluations = [{ error: refusal() }, { error: refusal() }];
      const { error } = await run(aws);
      assert.equal((error as Error).name, "AccessDeniedException");
      assert.deepEqual(aws.keys, policy);
    });

    it("keeps the token out of an error that repeats it", async () => {
      const aws = new FakeAws([tcp(80), tcp(443)]);
      const message =
        "Value 'eyJlbmNyeXB0ZWREYXRhIjpbLTEyMyw0NV19' at 'resultToken' failed to satisfy constraint";
      aws.disturbances.putEvaluations = [{ error: awsError("ValidationException", 400, message) }];
      const error = (await run(aws)).error as Error;
      assert.equal(error.message, "Value '[result token]' at 'resultToken' failed to satisfy constraint");
      assert.ok(!String(error.stack).includes("eyJ"));
    });
  });

  it("rejects an event that isn't AWS Config's", async () => {
    const aws = new FakeAws([]);
    await assert.rejects(remediate({ invokingEvent: "{}", resultToken: "token" }, settings, aws), {
      message: /^invokingEvent\.messageType: expected .*, got nothing$/,
    });
    assert.deepEqual(aws.calls, []);
  });
});
