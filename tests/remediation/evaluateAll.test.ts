import assert from "node:assert/strict";
import type { Evaluation } from "@aws-sdk/client-config-service";
import type { IpPermission, Tag } from "@aws-sdk/client-ec2";
import type { AwsCalls } from "../../remediation/awsCalls";
import { exemptionTag } from "../../remediation/exemption";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { remediate } from "../../remediation/remediate";
import type { RemediationSettings } from "../../remediation/settings";
import { capturedLog } from "./capturedLog";
import { configEvent } from "./configEvents";
import { awsError, FakeAws } from "./fakeAws";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const settings: RemediationSettings = {
  required: handoutPermissions,
  mode: "enforce",
  vpcId,
  safetyNet: true,
};
const tcp = (port: number): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: "0.0.0.0/0" }],
});
const compliant = [tcp(80), tcp(443)];
const incident = [tcp(80), tcp(465)];
const policy = ["tcp 443 from 0.0.0.0/0", "tcp 80 from 0.0.0.0/0"];

/** A region of groups, each a FakeAws of its own, in pages. */
class FakeRegion implements AwsCalls {
  readonly groups = new Map<string, FakeAws>();
  readonly batches: Evaluation[][] = [];
  readonly pages: (string | undefined)[] = [];
  pageSize = 2;

  constructor(permissions: readonly (readonly IpPermission[])[]) {
    permissions.forEach((each, index) => this.groups.set(`sg-${index}`, new FakeAws(each)));
  }

  group(id: string): FakeAws {
    const group = this.groups.get(id);
    if (!group) throw awsError("InvalidGroup.NotFound");
    return group;
  }

  describe = (id: string) => this.group(id).describe(id);
  authorize = (id: string, permissions: readonly IpPermission[]) => this.group(id).authorize(id, permissions);
  revoke = (id: string, permissions: readonly IpPermission[]) => this.group(id).revoke(id, permissions);
  wait = () => Promise.resolve();

  async describePage(vpc: string | undefined, next: string | undefined) {
    assert.equal(vpc, vpcId);
    this.pages.push(next);
    const start = Number(next ?? 0);
    const ids = [...this.groups.keys()].slice(start, start + this.pageSize);
    const groups = await Promise.all(ids.map(async (id) => (await this.group(id).describe(id)) ?? {}));
    const end = start + this.pageSize;
    return { groups, next: end < this.groups.size ? String(end) : undefined };
  }

  putEvaluations({ Evaluations = [] }: { Evaluations?: Evaluation[] | undefined }) {
    this.batches.push(Evaluations);
    return Promise.resolve([]);
  }

  /** Group and compliance of every evaluation, in order. */
  get results(): string[] {
    return this.batches.flat().map((one) => `${one.ComplianceResourceId} ${one.ComplianceType}`);
  }
}

async function run(
  region: FakeRegion,
  changed: Partial<RemediationSettings> = {},
  remaining: () => number = () => 60_000,
): Promise<{ error: unknown; log: string }> {
  let error: unknown;
  const lines = await capturedLog(async () => {
    try {
      await remediate(configEvent("scheduled"), { ...settings, ...changed }, region, remaining);
    } catch (thrown) {
      error = thrown;
    }
  });
  return { error, log: lines.join("\n") };
}

describe("the safety net", () => {
  it("reports every group page by page, and remediates those that differ", async () => {
    const region = new FakeRegion([compliant, incident, incident, compliant, compliant]);
    assert.equal((await run(region)).error, undefined);
    assert.deepEqual(region.pages, [undefined, "2", "4"]);
    assert.deepEqual(region.results, [
      "sg-0 COMPLIANT",
      "sg-1 NON_COMPLIANT",
      "sg-1 COMPLIANT",
      "sg-2 NON_COMPLIANT",
      "sg-3 COMPLIANT",
      "sg-2 COMPLIANT",
      "sg-4 COMPLIANT",
    ]);
    for (const group of region.groups.values()) assert.deepEqual(group.keys, policy);
  });

  it("orders its results by the schedule's time", async () => {
    const region = new FakeRegion([incident]);
    await run(region);
    assert.deepEqual(
      region.batches.flat().map(({ OrderingTimestamp }) => OrderingTimestamp?.toISOString()),
      ["2025-03-04T03:00:00.120Z", "2025-03-04T03:00:00.121Z"],
    );
  });

  it("reports at most 100 groups in a request", async () => {
    const region = new FakeRegion(Array.from({ length: 250 }, () => compliant));
    region.pageSize = 250;
    await run(region);
    assert.deepEqual(
      region.batches.map((batch) => batch.length),
      [100, 100, 50],
    );
  });

  it("changes nothing in mode report", async () => {
    const region = new FakeRegion([incident, compliant]);
    await run(region, { mode: "report" });
    assert.deepEqual(region.results, ["sg-0 NON_COMPLIANT", "sg-1 COMPLIANT"]);
    assert.deepEqual(region.group("sg-0").requests, []);
  });

  it("stops remediating before the time limit, and continues in the next run", async () => {
    const region = new FakeRegion([incident, incident, incident]);
    let time = 30_000;
    const { error, log } = await run(region, {}, () => (time -= 6_000));
    assert.equal(error, undefined);
    assert.match(log, /2 groups are left for the next run: the time limit is near/);
    assert.deepEqual(
      region.results.filter((one) => one.endsWith(" COMPLIANT")),
      ["sg-0 COMPLIANT"],
    );
    await run(region);
    for (const group of region.groups.values()) assert.deepEqual(group.keys, policy);
  });

  it("leaves an exempt group alone, and says until when", async () => {
    const region = new FakeRegion([incident]);
    region.group("sg-0").tags = [{ Key: exemptionTag, Value: "9998-12-31" }];
    await run(region, { exemptions: true });
    assert.deepEqual(
      region.batches.flat().map(({ ComplianceType, Annotation }) => [ComplianceType, Annotation]),
      [
        [
          "NON_COMPLIANT",
          "Permissions are not as required, and the group is exempt until 9998-12-31. " +
            "Would revoke (1): tcp 465 from 0.0.0.0/0. Would authorize (1): tcp 443 from 0.0.0.0/0.",
        ],
      ],
    );
    assert.deepEqual(region.group("sg-0").requests, []);
  });

  it("reports what it did before EC2 throttles, then throws", async () => {
    const region = new FakeRegion([incident, incident]);
    region.group("sg-1").disturbances.authorize = [{ error: awsError("RequestLimitExceeded", 503) }];
    const { error } = await run(region);
    assert.equal((error as Error).name, "RequestLimitExceeded");
    assert.deepEqual(region.results, ["sg-0 NON_COMPLIANT", "sg-1 NON_COMPLIANT", "sg-0 COMPLIANT"]);
  });

  it("reports a denial, goes on, and fails in the end", async () => {
    const region = new FakeRegion([incident, incident]);
    region.group("sg-0").disturbances.authorize = [{ error: awsError("UnauthorizedOperation", 403) }];
    const { error } = await run(region);
    assert.equal(String(error), "Error: The function's role is denied ec2:AuthorizeSecurityGroupIngress.");
    assert.deepEqual(region.results.slice(2), ["sg-0 NON_COMPLIANT", "sg-1 COMPLIANT"]);
  });
});

describe("an exemption", () => {
  const tags = (Value: string): Tag[] => [{ Key: exemptionTag, Value }];
  const change = async (value: string, exemptions: boolean) => {
    const aws = new FakeAws(incident);
    aws.tags = tags(value);
    const lines = await capturedLog(() => remediate(configEvent("change"), { ...settings, exemptions }, aws));
    return { aws, log: lines.join("\n") };
  };

  it("keeps a group as it is, with one report", async () => {
    const { aws } = await change("9998-12-31", true);
    assert.deepEqual(aws.calls, ["describe", "putEvaluations"]);
    assert.equal(aws.evaluations[0]?.ComplianceType, "NON_COMPLIANT");
  });

  it("is off by default, and in the lab", async () => {
    assert.deepEqual((await change("9998-12-31", false)).aws.keys, policy);
  });

  it("that is past or unreadable exempts nothing, which the log says", async () => {
    for (const [value, fault] of [
      ["2020-01-01", "2020-01-01 is past"],
      ["soon", 'expected a date like 2026-12-31, got \\"soon\\"'],
    ] as const) {
      const { aws, log } = await change(value, true);
      assert.deepEqual(aws.keys, policy);
      assert.ok(log.includes(`exempts nothing: ${fault}`), log);
    }
  });
});
