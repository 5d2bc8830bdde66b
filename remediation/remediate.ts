import type { AwsCalls } from "./awsCalls";
import { isTest, readConfigEvent, readDebugParameter } from "./configEvent";
import type { ConfigRuleEvent } from "./configEvent";
import type { Verdict } from "./evaluation";
import { evaluateAll } from "./evaluateAll";
import { correct, describeDenied, exempt, notApplicable, planned } from "./evaluation";
import { examineGroup } from "./examine";
import { createLog } from "./log";
import { loggedEvent } from "./loggedEvent";
import { repairGroup } from "./repair";
import { report, reportIncident } from "./report";
import type { Evaluated, RemediationSettings } from "./settings";

/**
 * Handles one event of AWS Config: describes the group as it is now, reports its compliance, remediates it (in mode
 * `enforce`), and reports its compliance afterwards. A compliant group costs one describe and one report. A test event
 * changes no group: the report is what would be done, as in mode `report`.
 *
 * Where the settings have a safety net, AWS Config's schedule evaluates every group so; see `evaluateAll`.
 *
 * @param remainingTime milliseconds until Lambda ends the invocation. @default no end
 * @throws on errors worth another invocation (see `failureKind`): of `unavailable` at once, of `denied` after the report;
 *   on an event that isn't AWS Config's, and on an evaluation that AWS Config didn't accept
 */
export async function remediate(
  event: ConfigRuleEvent,
  settings: RemediationSettings,
  calls: AwsCalls,
  remainingTime: () => number = () => Infinity,
): Promise<void> {
  const { debug, fault } = readDebugParameter(event);
  const log = createLog(debug);
  if (fault !== undefined) log("warn", `the rule's parameters are ignored: ${fault}`);
  const request = readConfigEvent(event);
  log("debug", "event", { event: loggedEvent(event) });
  const test = isTest(event);
  if (test) log("info", "a test event (TESTMODE): no group is changed, and AWS Config stores no evaluation");
  if (request.kind === "nothing") {
    log("info", request.reason);
    return;
  }
  const common = {
    resultToken: event.resultToken,
    settings: test ? { ...settings, mode: "report" as const } : settings,
    calls,
    log,
  };
  if (request.kind === "scheduled") {
    if (settings.safetyNet === true)
      await evaluateAll({ ...common, captureTime: request.captureTime, remainingTime });
    else
      log(
        "info",
        "ScheduledNotification: the configuration has no safety net, so there is nothing to evaluate",
      );
    return;
  }
  const evaluated: Evaluated = { ...common, resource: request.resource };
  if (request.kind === "notApplicable") await report(evaluated, notApplicable(request.reason), "first");
  else await evaluateGroup(evaluated);
}

async function evaluateGroup(evaluated: Evaluated): Promise<void> {
  const { mode } = evaluated.settings;
  const seen = await examineGroup(evaluated);
  switch (seen.kind) {
    case "notApplicable":
      await report(evaluated, notApplicable(seen.reason), "first");
      return;
    case "denied":
      await reportThenFail(evaluated, describeDenied(seen.call));
      return;
    case "compliant":
      await report(evaluated, correct(), "second");
      return;
    case "differs":
      if (seen.exemptUntil !== undefined) {
        await report(evaluated, exempt(seen.plan, seen.exemptUntil), "first");
        return;
      }
      if (mode === "report") {
        await report(evaluated, planned(seen.plan), "first");
        return;
      }
      if (await reportIncident(evaluated, seen.plan)) {
        await reportThenFail(evaluated, await repairGroup(evaluated, seen.plan));
      }
  }
}

/**
 * A verdict with a failure isn't the event's last: what the next invocation reports must not be older.
 *
 * @throws the verdict's failure, if it has one
 */
async function reportThenFail(evaluated: Evaluated, verdict: Verdict): Promise<void> {
  await report(evaluated, verdict, verdict.failure === undefined ? "second" : "first");
  if (verdict.failure !== undefined) throw new Error(verdict.failure);
}
