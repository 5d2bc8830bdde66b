import { errorCode, errorText } from "./awsErrors";
import { evaluationRequest, found } from "./evaluation";
import type { Verdict } from "./evaluation";
import type { RemediationPlan } from "./plan";
import type { Evaluated } from "./settings";

/**
 * Delivers a verdict to AWS Config.
 *
 * @param position the place of the verdict among those of this event, which decides their order
 * @returns false when the rule no longer exists, so nobody waits for an answer
 * @throws when AWS Config didn't take the verdict. The result token is not in the error, which Lambda logs.
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
  throw new Error(`AWS Config gave ${verdict.compliance} for ${groupId} back in FailedEvaluations`);
}

/**
 * Reports the incident before anything is done about it. An open port must not wait for AWS Config: whatever keeps it
 * from taking this report, the group is put right, and the report of what is then true decides whether the invocation
 * fails. The incident then stands in the log, but not in the compliance history.
 *
 * @returns false when the rule no longer exists: nobody wants the group changed any more, and whoever destroys the lab
 *   is about to delete it
 */
export async function reportIncident(evaluated: Evaluated, plan: RemediationPlan): Promise<boolean> {
  try {
    return await report(evaluated, found(plan), "first");
  } catch (error) {
    const { resourceId: groupId } = evaluated.resource;
    evaluated.log("error", `AWS Config didn't take the report: ${errorText(error)}`, { groupId });
    return true;
  }
}

/** AWS's validation messages repeat the value that is wrong; a token must not reach the log that way. */
function withoutToken(error: unknown, resultToken: string): unknown {
  if (!(error instanceof Error)) return error;
  const hide = (text: string): string => text.split(resultToken).join("[result token]");
  error.message = hide(error.message);
  if (error.stack !== undefined) error.stack = hide(error.stack);
  return error;
}
