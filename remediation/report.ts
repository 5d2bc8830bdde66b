import { errorCode, errorText } from "./awsErrors";
import { evaluationRequest, found } from "./evaluation";
import type { Verdict } from "./evaluation";
import type { RemediationPlan } from "./plan";
import type { Evaluated } from "./settings";

/**
 * Delivers a verdict to AWS Config.
 *
 * @param position the place of the verdict among those of this event, which decides their order
 * @returns false when the rule no longer exists, so that the result has no recipient
 * @throws when AWS Config didn't accept the verdict. The error, which Lambda logs, doesn't contain the result token.
 */
export async function report(
  { resource, resultToken, calls, log }: Evaluated,
  verdict: Verdict,
  position: "first" | "second",
): Promise<boolean> {
  const { resourceId: groupId } = resource;
  log("info", `reporting ${verdict.compliance} for ${groupId}`, { groupId, annotation: verdict.annotation });
  try {
    const failed = await calls.putEvaluations(evaluationRequest(resource, resultToken, verdict, position));
    if (failed.length === 0) return true;
  } catch (error) {
    if (errorCode(error) === "NoSuchConfigRuleException") {
      log("warn", "the rule no longer exists, so nothing more is done", { groupId });
      return false;
    }
    throw withoutToken(error, resultToken);
  }
  throw new Error(`AWS Config returned ${verdict.compliance} for ${groupId} in FailedEvaluations`);
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
