/**
 * What the planning costs, and what an incident costs in calls, each beside the naive way.
 *
 *     npx ts-node lab/bench/plan.ts
 *
 * Times are the median of the runs, after a warm-up, in one process: compare the columns with each other, not with
 * another machine's.
 */
import type { IpPermission } from "@aws-sdk/client-ec2";
import { median } from "../median";
import { layoutFor, renderTable } from "../output/table";
import { permissionKey, singlePermissions } from "../../remediation/permissions";
import { planRemediation } from "../../remediation/plan";
import type { RemediationPlan } from "../../remediation/plan";
import { remediate } from "../../remediation/remediate";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { toIpPermission } from "../../remediation/requiredPermissions";
import type { RequiredPermission } from "../../remediation/requiredPermissions";
import { capturedLog } from "../../tests/remediation/capturedLog";
import { configEvent } from "../../tests/remediation/configEvents";
import { FakeAws } from "../../tests/remediation/fakeAws";

const anywhere = "0.0.0.0/0";
const minimumRuns = 5;
const minimumMilliseconds = 300;

/** Each permission of one side compared with each of the other, on the same canonical keys. */
function naivePlan(
  current: readonly IpPermission[],
  required: readonly RequiredPermission[],
): RemediationPlan {
  const present = singlePermissions(current);
  const wanted = required
    .map(toIpPermission)
    .map((permission) => ({ key: permissionKey(permission), permission }));
  return {
    authorize: wanted
      .filter(({ key }) => !present.some((one) => one.key === key))
      .map(({ permission }) => permission),
    revoke: present
      .filter(({ key }) => !wanted.some((one) => one.key === key))
      .map(({ permission }) => permission),
  };
}

/** A group and a policy of `count` permissions each; half of them are the same. */
function situation(count: number): [current: IpPermission[], required: RequiredPermission[]] {
  const ports = Array.from({ length: count }, (_, index) => index);
  return [
    ports.map((port) => ({
      IpProtocol: "tcp",
      FromPort: port,
      ToPort: port,
      IpRanges: [{ CidrIp: anywhere }],
    })),
    ports.map((port) => ({ protocol: "tcp", port: port + Math.floor(count / 2), cidr: anywhere })),
  ];
}

/** Median milliseconds of a run; runs for a while, at least a few times. */
function medianTime(run: () => RemediationPlan): number {
  for (let warmUp = 0; warmUp < 2; warmUp++) run();
  const times: number[] = [];
  for (let spent = 0; times.length < minimumRuns || spent < minimumMilliseconds;) {
    const started = performance.now();
    run();
    const time = performance.now() - started;
    times.push(time);
    spent += time;
  }
  return median(times);
}

function planning(): string {
  const rows: string[][] = [];
  for (const count of [10, 100, 1_000, 10_000]) {
    const [current, required] = situation(count);
    const [ours, naive] = [planRemediation, naivePlan].map((plan) => plan(current, required));
    if (JSON.stringify(ours) !== JSON.stringify(naive)) throw new Error(`The two plans differ at ${count}`);
    const linear = medianTime(() => planRemediation(current, required));
    const quadratic = medianTime(() => naivePlan(current, required));
    rows.push([
      count.toLocaleString("en"),
      `${linear.toFixed(3)} ms`,
      `${quadratic.toFixed(3)} ms`,
      (quadratic / linear).toFixed(1),
    ]);
  }
  const title = `Planning, median milliseconds (Node ${process.version}, ${process.platform})`;
  const head = ["permissions", "planRemediation", "each with each", "times"];
  return renderTable({ title, head, rows }, layoutFor(process.stdout));
}

/** What the function of the old template does: revoke all there is, authorize all that is required, report once. */
async function oldTemplate(aws: FakeAws): Promise<void> {
  const group = await aws.describe("sg-0a1b2c3d4e5f60718");
  const present = group?.IpPermissions ?? [];
  if (present.length > 0) await aws.revoke("sg-0a1b2c3d4e5f60718", present);
  await aws.authorize("sg-0a1b2c3d4e5f60718", handoutPermissions.map(toIpPermission));
  await aws.putEvaluations({ ResultToken: "token", Evaluations: [] });
}

async function ours(aws: FakeAws): Promise<void> {
  await capturedLog(() =>
    remediate(configEvent("change"), { required: handoutPermissions, mode: "enforce" }, aws),
  );
}

async function calls(): Promise<string> {
  const open = (port: number): IpPermission => toIpPermission({ protocol: "tcp", port, cidr: anywhere });
  const groups: [name: string, group: IpPermission[]][] = [
    ["the handout's incident (80, 465, 993)", [open(80), open(465), open(993)]],
    ["a compliant group (80, 443)", [open(80), open(443)]],
  ];
  const rows: string[][] = [];
  const required = handoutPermissions.map(toIpPermission).map(permissionKey);
  for (const [name, group] of groups) {
    for (const [who, run] of [
      ["this one", ours],
      ["the old template's", oldTemplate],
    ] as const) {
      const aws = new FakeAws(group);
      await run(aws);
      const count = (...names: string[]): number => aws.calls.filter((call) => names.includes(call)).length;
      const before = (aws.states[0] ?? []).filter((key) => required.includes(key));
      const closed = before.filter((key) => aws.states.some((state) => !state.includes(key)));
      const asked = aws.requests
        .filter(({ call }) => call === "authorize")
        .flatMap(({ permissions }) => permissions);
      const replaced = asked.map(permissionKey).filter((key) => aws.states[0]?.includes(key));
      const numbers = [
        count("describe"),
        count("authorize", "revoke"),
        count("putEvaluations"),
        closed.length,
        replaced.length,
      ];
      rows.push([name, who, ...numbers.map(String)]);
    }
  }
  const head = [
    "group",
    "function",
    "EC2 reads",
    "EC2 writes",
    "Config calls",
    "required ports closed",
    "rules replaced",
  ];
  return renderTable({ title: "One evaluation, in calls to AWS", head, rows }, layoutFor(process.stdout));
}

async function main(): Promise<void> {
  console.log(planning());
  console.log(`\n${await calls()}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
