import type { AwsCalls } from "./awsCalls";
import { isTest, readConfigEvent, readDebugParameter } from "./configEvent";
import type { ConfigRuleEvent } from "./configEvent";
import { correct, describeDenied, notApplicable, planned } from "./evaluation";
import { examineGroup } from "./examine";
import { createLog } from "./log";
import { repairGroup } from "./repair";
import { report, reportIncident } from "./report";
import type { Evaluated, RemediationSettings } from "./settings";

/**
 * Handles one event of AWS Config: describes the group as it is now, reports its compliance, remediates it (in mode
 * `enforce`), and reports its compliance afterwards. A compliant group costs one describe and one report. A test event
 * changes no group: the report is what would be done, as in mode `report`.
 *
 * @throws on errors worth another invocation (see `failureKind` "unavailable"), on an event that isn't AWS Config's, and
 *   on an evaluation that AWS Config didn't accept
 */
export async function remediate(
  event: ConfigRuleEvent,
  settings: RemediationSettings,
  calls: AwsCalls,
): Promise<void> {
  const { debug, fault } = readDebugParameter(event);
  const log = createLog(debug);
  if (fault !== undefined) log("warn", `the rule's parameters are ignored: ${fault}`);
  const request = readConfigEvent(event);
  const test = isTest(event);
  if (test) log("info", "a test event (TESTMODE): no group is changed, and AWS Config stores no evaluation");
  if (request.kind === "nothing") {
    log("info", request.reason);
    return;
  }
  const evaluated: Evaluated = {
    resource: request.resource,
    resultToken: event.resultToken,
    settings: test ? { ...settings, mode: "report" } : settings,
    calls,
    log,
  };
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
      await report(evaluated, describeDenied(seen.call), "first");
      return;
    case "compliant":
      await report(evaluated, correct(), "first");
      return;
    case "differs":
      if (mode === "report") {
        await report(evaluated, planned(seen.plan), "first");
        return;
      }
      if (await reportIncident(evaluated, seen.plan)) {
        await report(evaluated, await repairGroup(evaluated, seen.plan), "second");
      }
  }
}
