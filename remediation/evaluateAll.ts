import { correct, describeDenied, exempt, found, notApplicable, planned } from "./evaluation";
import type { Verdict } from "./evaluation";
import { examine } from "./examine";
import type { Examination } from "./examine";
import type { RemediationPlan } from "./plan";
import { repairGroup } from "./repair";
import { reportAll } from "./report";
import type { GroupVerdict } from "./report";
import type { Evaluated } from "./settings";

/** An evaluation of every group, which no single resource belongs to. */
export type Sweep = Omit<Evaluated, "resource"> & {
  /** When AWS Config's schedule was due, ISO 8601. */
  readonly captureTime: string;
  /** Milliseconds until Lambda ends the invocation. */
  readonly remainingTime: () => number;
};

/** What is kept of the time limit: a group's remediation may take three rounds, and its report is still to be sent. */
const reserve = 20_000;

/** A group that is to be remediated. */
interface Differing {
  readonly evaluated: Evaluated;
  readonly plan: RemediationPlan;
}

/**
 * Describes every group in scope, page by page, reports each, and remediates those that differ, as long as there is time. What
 * isn't reached stays NON_COMPLIANT; the next run continues with it, since what was remediated costs it nothing more.
 *
 * @throws when EC2 or AWS Config is unavailable or denies a call, after what was done is reported
 */
export async function evaluateAll(sweep: Sweep): Promise<void> {
  const failures: string[] = [];
  let later = 0;
  let next: string | undefined;
  do {
    const page = await sweep.calls.describePage(sweep.settings.vpcId, next);
    next = page.next;
    const seen = page.groups.map((group) => {
      const resource = {
        resourceType: "AWS::EC2::SecurityGroup",
        resourceId: group.GroupId ?? "",
        captureTime: sweep.captureTime,
      };
      const evaluated: Evaluated = { ...sweep, resource };
      return { evaluated, examination: examine(group, evaluated) };
    });
    const verdicts = seen.map(({ evaluated, examination }) => firstVerdict(evaluated, examination));
    // The lab is being destroyed.
    if (!(await reportAll(verdicts))) return;
    const differing = seen.flatMap(({ evaluated, examination }) => toRemediate(evaluated, examination));
    const result = await repairGroups(sweep, differing);
    later += result.later;
    failures.push(...result.failures);
  } while (next !== undefined);
  if (later > 0) sweep.log("warn", `${later} groups are left for the next run: the time limit is near`);
  if (failures.length > 0) throw new Error([...new Set(failures)].join(" "));
}

function firstVerdict(evaluated: Evaluated, examination: Examination): GroupVerdict {
  const first = (verdict: Verdict): GroupVerdict => ({ evaluated, verdict, position: "first" });
  switch (examination.kind) {
    case "compliant":
      return { evaluated, verdict: correct(), position: "second" };
    case "notApplicable":
      return first(notApplicable(examination.reason));
    case "denied":
      return first(describeDenied(examination.call));
    case "differs":
      if (examination.exemptUntil !== undefined)
        return first(exempt(examination.plan, examination.exemptUntil));
      return first(
        evaluated.settings.mode === "report" ? planned(examination.plan) : found(examination.plan),
      );
  }
}

function toRemediate(evaluated: Evaluated, examination: Examination): Differing[] {
  const changes = examination.kind === "differs" && examination.exemptUntil === undefined;
  return changes && evaluated.settings.mode === "enforce" ? [{ evaluated, plan: examination.plan }] : [];
}

async function repairGroups(
  { remainingTime }: Sweep,
  differing: readonly Differing[],
): Promise<{ readonly later: number; readonly failures: readonly string[] }> {
  const repaired: GroupVerdict[] = [];
  let thrown: { readonly error: unknown } | undefined;
  for (const { evaluated, plan } of differing) {
    if (remainingTime() < reserve) break;
    try {
      const verdict = await repairGroup(evaluated, plan);
      repaired.push({ evaluated, verdict, position: verdict.failure === undefined ? "second" : "first" });
    } catch (error) {
      // Throttled or down: the other groups would fail too.
      thrown = { error };
      break;
    }
  }
  await reportAll(repaired);
  if (thrown !== undefined) throw thrown.error;
  return {
    later: differing.length - repaired.length,
    failures: repaired.flatMap(({ verdict }) => verdict.failure ?? []),
  };
}
