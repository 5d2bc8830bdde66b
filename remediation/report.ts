import { errorCode, errorText } from "./awsErrors";
import { evaluationOf, evaluationsRequest, found } from "./evaluation";
import type { Verdict } from "./evaluation";
import type { RemediationPlan } from "./plan";
import type { Evaluated } from "./settings";

/** PutEvaluations accepts at most 100 evaluations. */
const batch = 100;

/** A verdict on one group of an event. */
export interface GroupVerdict {
  readonly evaluated: Evaluated;
  readonly verdict: Verdict;
  /** The place of the verdict among those of this event on this group, which decides their order. */
  readonly position: "first" | "second";
}

/**
 * Delivers a verdict to AWS Config.
 *
 * @returns false when the rule no longer exists, so that the result has no recipient
 * @throws when AWS Config didn't accept the verdict. The error, which Lambda logs, doesn't contain the result token.
 */
export function report(
  evaluated: Evaluated,
  verdict: Verdict,
  position: "first" | "second",
): Promise<boolean> {
  return reportAll([{ evaluated, verdict, position }]);
}

/** Delivers verdicts on several groups of one event; see {@link report}. */
export async function reportAll(verdicts: readonly GroupVerdict[]): Promise<boolean> {
  for (let start = 0; start < verdicts.length; start += batch) {
    if (!(await reportBatch(verdicts.slice(start, start + batch)))) return false;
  }
  return true;
}

async function reportBatch(verdicts: readonly GroupVerdict[]): Promise<boolean> {
  const [first] = verdicts;
  if (first === undefined) return true;
  const { resultToken, calls, log } = first.evaluated;
  for (const { evaluated, verdict } of verdicts) {
    const { resourceId: groupId } = evaluated.resource;
    const { compliance, annotation } = verdict;
    log("info", `reporting ${compliance} for ${groupId}`, { groupId, annotation });
  }
  const evaluations = verdicts.map(({ evaluated, verdict, position }) =>
    evaluationOf(evaluated.resource, verdict, position),
  );
  try {
    const failed = await calls.putEvaluations(evaluationsRequest(evaluations, resultToken));
    if (failed.length === 0) return true;
    const [{ ComplianceType = "", ComplianceResourceId = "" } = {}] = failed;
    const more = failed.length > 1 ? ` and of ${failed.length - 1} more groups` : "";
    throw new Error(
      `AWS Config returned ${ComplianceType} for ${ComplianceResourceId}${more} in FailedEvaluations`,
    );
  } catch (error) {
    if (errorCode(error) === "NoSuchConfigRuleException") {
      log("warn", "the rule no longer exists, so nothing more is done", {
        groupId: verdicts.map(({ evaluated }) => evaluated.resource.resourceId).join(", "),
      });
      return false;
    }
    throw withoutToken(error, resultToken);
  }
}

/**
 * Reports the incident before it is remediated. An open port must not wait for AWS Config: when this report fails, the
 * group is remediated all the same, and the report that follows decides whether the invocation fails. The incident is
 * then in the log, but not in the compliance history.
 *
 * @returns false when the rule no longer exists: the lab is being destroyed, and the group must not be changed any more
 */
export async function reportIncident(evaluated: Evaluated, plan: RemediationPlan): Promise<boolean> {
  try {
    return await report(evaluated, found(plan), "first");
  } catch (error) {
    const { resourceId: groupId } = evaluated.resource;
    evaluated.log("error", `AWS Config didn't accept the report: ${errorText(error)}`, { groupId });
    return true;
  }
}

/** AWS's validation messages repeat the invalid value; the token must not reach the log that way. */
function withoutToken(error: unknown, resultToken: string): unknown {
  if (!(error instanceof Error)) return error;
  const hide = (text: string): string => text.split(resultToken).join("[result token]");
  error.message = hide(error.message);
  if (error.stack !== undefined) error.stack = hide(error.stack);
  return error;
}
