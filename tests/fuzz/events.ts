import { ok, strictEqual } from "node:assert";
import type { IpPermission } from "@aws-sdk/client-ec2";
import fc from "fast-check";
import type { ConfigRuleEvent } from "../../remediation/configEvent";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { remediate } from "../../remediation/remediate";
import { capturedLog } from "../remediation/capturedLog";
import { FakeAws } from "../remediation/fakeAws";
import { oddEvent } from "./oddEvents";
import { seed } from "./runs";

const tcp = (port: number): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: "0.0.0.0/0" }],
});

/** A region in which every group that is asked for exists; the ids that were written to. */
class AnyGroup extends FakeAws {
  readonly written = new Set<string>();
  override authorize(groupId: string, permissions: readonly IpPermission[]): Promise<void> {
    this.written.add(groupId);
    return super.authorize(groupId, permissions);
  }
  override revoke(groupId: string, permissions: readonly IpPermission[]) {
    this.written.add(groupId);
    return super.revoke(groupId, permissions);
  }
  override describePage() {
    return Promise.resolve({ groups: [] });
  }
}

/** Handles odd events, each in mode enforce with every feature on. */
export function fuzzEvents(runs: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(oddEvent, async (event) => {
      const aws = new AnyGroup([tcp(80), tcp(465)]);
      let failure: Error | undefined;
      const log = await capturedLog(async () => {
        const settings = {
          required: handoutPermissions,
          mode: "enforce" as const,
          vpcId: "vpc-0a1b2c3d4e5f60718",
          exemptions: true,
          safetyNet: true,
        };
        await remediate(event, settings, aws).catch((error: Error) => (failure = error));
      });
      expectClearFailure(failure);
      expectOwnGroup(event, aws.written);
      expectNoToken(event, [...log, failure?.stack ?? ""].join("\n"));
    }),
    { numRuns: runs, seed },
  );
}

/** A failure names the place in the event, what was expected and what came. */
function expectClearFailure(failure: Error | undefined): void {
  if (failure === undefined) return;
  ok(/^(event|invokingEvent)[.\w]*: expected .+, got .+/s.test(failure.message), failure.stack);
  ok(failure.message.length < 600, `${failure.message.length} characters`);
}

/** Nothing but the group that the event names is written to, and only if the event may change one. */
function expectOwnGroup({ invokingEvent, resultToken }: ConfigRuleEvent, written: ReadonlySet<string>): void {
  if (written.size === 0) return;
  const message = JSON.parse(invokingEvent) as Record<string, { resourceId: string } | undefined>;
  const item = message["configurationItem"] ?? message["configurationItemSummary"];
  strictEqual([...written].join(), item?.resourceId);
  ok(resultToken !== "TESTMODE");
}

function expectNoToken({ resultToken }: ConfigRuleEvent, text: string): void {
  // Shorter ones occur by chance.
  if (typeof resultToken !== "string" || resultToken.length < 12 || resultToken === "TESTMODE") return;
  strictEqual(text.includes(resultToken), false, "the token is in the log");
}
