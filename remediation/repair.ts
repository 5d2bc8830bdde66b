import type { IpPermission } from "@aws-sdk/client-ec2";
import { errorCode, errorText, failureKind } from "./awsErrors";
import { denied, describeDenied, notApplicable, rejected, remediated } from "./evaluation";
import type { Verdict } from "./evaluation";
import { examineGroup } from "./examine";
import { permissionKey } from "./permissions";
import type { RemediationPlan } from "./plan";
import type { Evaluated } from "./settings";

type Step = "authorize" | "revoke";

/** Authorize first: a required permission that replaces a wider one exists before the wider one is revoked. */
const steps: readonly Step[] = ["authorize", "revoke"];

const callNames: Readonly<Record<Step, string>> = {
  authorize: "ec2:AuthorizeSecurityGroupIngress",
  revoke: "ec2:RevokeSecurityGroupIngress",
};
const participles: Readonly<Record<Step, string>> = { authorize: "authorizing", revoke: "revoking" };

/**
 * Milliseconds to wait before the second and the third round. EC2 may answer a describe with an earlier state;
 * https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 */
const pauses: readonly number[] = [1000, 2000];

/** A request that failed. */
interface Problem {
  readonly step: Step;
  readonly kind: "denied" | "rejected";
  readonly sentence: string;
}

/**
 * Remediates a group in as many rounds as there are pauses, and one more. A round authorizes what is missing and revokes
 * what is extra, each in one request, then describes the group again: whether a failed request was rejected as a whole
 * isn't documented, and others may be changing the group too. A limit that stops the first round's authorize no longer
 * does in the second, after the revoke.
 *
 * @param plan the differences that the first describe showed
 * @returns the verdict on the group's final state
 * @throws when EC2 is unavailable
 */
export async function repairGroup(evaluated: Evaluated, plan: RemediationPlan): Promise<Verdict> {
  const { calls } = evaluated;
  const asked = { authorize: new Set<string>(), revoke: new Set<string>() };
  let problems: readonly Problem[] = [];
  let remaining = plan;
  for (let round = 0; ; round++) {
    for (const step of steps)
      remaining[step].forEach((permission) => asked[step].add(permissionKey(permission)));
    problems = await applyPlan(evaluated, remaining, problems, round === pauses.length);
    const seen = await examineGroup(evaluated);
    if (seen.kind === "notApplicable") return notApplicable(seen.reason);
    if (seen.kind === "denied") return describeDenied(seen.call);
    remaining = seen.kind === "compliant" ? { authorize: [], revoke: [] } : seen.plan;
    const pause = pauses[round];
    if (pause === undefined || !steps.some((step) => remaining[step].length > 0 && !isDenied(problems, step)))
      break;
    await calls.wait(pause);
  }
  return remediated({
    revoked: countGone(asked.revoke, remaining.revoke),
    authorized: countGone(asked.authorize, remaining.authorize),
    remaining,
    problems: [...new Set(problems.map(({ sentence }) => sentence))],
    denied: problems.some(({ kind }) => kind === "denied"),
  });
}

/**
 * Sends a plan's requests; a failure of one step doesn't stop the other.
 *
 * @param earlier the problems of the round before
 * @param last whether it is the last round: a request that was rejected as a whole is then sent permission by permission,
 *   so that one invalid permission (of a group that doesn't exist, for example) doesn't block the others
 */
async function applyPlan(
  evaluated: Evaluated,
  plan: RemediationPlan,
  earlier: readonly Problem[],
  last: boolean,
): Promise<Problem[]> {
  const problems: Problem[] = earlier.filter(({ kind }) => kind === "denied");
  const unavailable: unknown[] = [];
  for (const step of steps) {
    if (plan[step].length === 0 || isDenied(earlier, step)) continue;
    const separately = last && earlier.some((problem) => problem.step === step);
    for (const request of separately ? plan[step].map((permission) => [permission]) : [plan[step]]) {
      try {
        await send(evaluated, step, request);
      } catch (error) {
        const kind = failureKind(error);
        // A rejection may be due to a race, which the next round settles.
        const level = kind === "rejected" ? "warn" : "error";
        evaluated.log(level, `${callNames[step]} failed: ${errorText(error)}`, {
          groupId: evaluated.resource.resourceId,
          code: errorCode(error),
        });
        if (kind === "unavailable") unavailable.push(error);
        else problems.push({ step, kind, sentence: sentenceOf(kind, step, error) });
        if (kind !== "rejected") break;
      }
    }
  }
  if (unavailable.length > 0) throw unavailable[0];
  return problems;
}

async function send(
  { resource, calls, log }: Evaluated,
  step: Step,
  request: readonly IpPermission[],
): Promise<void> {
  const { resourceId: groupId } = resource;
  log("info", `${participles[step]} for ${groupId}`, { groupId, permissions: request.map(permissionKey) });
  if (step === "authorize") {
    await calls.authorize(groupId, request);
    return;
  }
  const unknown = await calls.revoke(groupId, request);
  if (unknown.length > 0) {
    const permissions = unknown.map(permissionKey);
    log("warn", `EC2 didn't know some permissions to revoke for ${groupId}`, { groupId, permissions });
  }
}

function sentenceOf(kind: "denied" | "rejected", step: Step, error: unknown): string {
  return kind === "denied" ? denied(callNames[step]) : rejected(callNames[step], errorCode(error));
}

function isDenied(problems: readonly Problem[], step: Step): boolean {
  return problems.some((problem) => problem.step === step && problem.kind === "denied");
}

/** How many of the keys are not among the permissions that still differ. */
function countGone(keys: ReadonlySet<string>, differing: readonly IpPermission[]): number {
  const left = new Set(differing.map(permissionKey));
  return [...keys].filter((key) => !left.has(key)).length;
}
