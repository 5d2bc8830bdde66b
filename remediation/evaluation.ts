import type { Evaluation, PutEvaluationsCommandInput } from "@aws-sdk/client-config-service";
import { isTest, type EvaluatedResource } from "./configEvent";
import { permissionKey } from "./permissions";
import type { RemediationPlan } from "./plan";

/** A result for one resource, before it is bound to an event. */
export interface Verdict {
  readonly compliance: "COMPLIANT" | "NON_COMPLIANT" | "NOT_APPLICABLE";
  /** 1 to 256 characters. */
  readonly annotation: string;
  /**
   * Why the invocation fails once this is reported, so that Lambda invokes the function again: a role's policies that were
   * just attached may not be in force yet. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html
   */
  readonly failure?: string;
}

/** The result of a remediation, by the last describe. */
export interface RemediationOutcome {
  /** How many permissions were to be revoked and are gone. */
  readonly revoked: number;
  /** How many permissions were to be authorized and exist. */
  readonly authorized: number;
  /** What still differs. */
  readonly remaining: RemediationPlan;
  /** Calls that failed, each a sentence. */
  readonly problems: readonly string[];
  /** Whether one of them was denied. */
  readonly denied: boolean;
}

/** PutEvaluations accepts 1 to 256 characters; otherwise the whole evaluation is lost (ValidationException). */
const longestAnnotation = 256;

/** The group was compliant from the start. The text is the handout's. */
export function correct(): Verdict {
  return { compliance: "COMPLIANT", annotation: "Permissions are correct." };
}

/** The differences found, before they are remediated: this puts the incident into the compliance history. */
export function found(plan: RemediationPlan): Verdict {
  return nonCompliant(["Permissions are not as required."], plan, "To revoke", "To authorize");
}

/** What mode `report` would do. */
export function planned(plan: RemediationPlan): Verdict {
  const sentence = "Permissions are not as required, and mode report changes nothing.";
  return nonCompliant([sentence], plan, "Would revoke", "Would authorize");
}

/** The differences of a group that its tag exempts from being changed. */
export function exempt(plan: RemediationPlan, until: string): Verdict {
  const sentence = `Permissions are not as required, and the group is exempt until ${until}.`;
  return nonCompliant([sentence], plan, "Would revoke", "Would authorize");
}

/** The state after the remediation. The text of a complete one is the handout's. */
export function remediated({
  revoked,
  authorized,
  remaining,
  problems,
  denied: isDenied,
}: RemediationOutcome): Verdict {
  const modified = `Permissions were modified. ${revoked} new revocation(s). ${authorized} new authorization(s).`;
  if (remaining.revoke.length + remaining.authorize.length === 0) {
    return { compliance: "COMPLIANT", annotation: modified };
  }
  const done = revoked + authorized > 0 ? modified : "Permissions were not modified.";
  const verdict = nonCompliant([done, ...problems], remaining, "Still to revoke", "Still to authorize");
  return isDenied ? { ...verdict, failure: problems.join(" ") } : verdict;
}

/** The group couldn't be described: the function's role may not make the call. */
export function describeDenied(call: string): Verdict {
  const failure = denied(call);
  return {
    compliance: "NON_COMPLIANT",
    annotation: shorten(`${failure} Its permissions are unknown.`),
    failure,
  };
}

/** The rule doesn't apply to the resource. */
export function notApplicable(reason: string): Verdict {
  return { compliance: "NOT_APPLICABLE", annotation: shorten(reason) };
}

/** A sentence about a call that IAM doesn't allow, e.g. of `ec2:RevokeSecurityGroupIngress`. */
export function denied(call: string): string {
  return `The function's role is denied ${call}.`;
}

/** A sentence about a call that AWS rejected. */
export function rejected(call: string, code: string): string {
  return `AWS rejected ${call} (${code}).`;
}

/**
 * A verdict as AWS Config takes it.
 *
 * AWS Config keeps one result per resource and rule, ordered by OrderingTimestamp: the time the item was captured.
 * How it orders two results of the same time isn't documented, so the last result of an event (the group is compliant, or
 * after the remediation) is one millisecond later than what was found: the smallest difference that AWS Config keeps, and
 * before any later item.
 */
export function evaluationOf(
  resource: EvaluatedResource,
  verdict: Verdict,
  position: "first" | "second",
): Evaluation {
  return {
    ComplianceResourceType: resource.resourceType,
    ComplianceResourceId: resource.resourceId,
    ComplianceType: verdict.compliance,
    Annotation: verdict.annotation,
    OrderingTimestamp: new Date(Date.parse(resource.captureTime) + (position === "second" ? 1 : 0)),
  };
}

/** The request that delivers evaluations of one event, at most 100. */
export function evaluationsRequest(
  evaluations: readonly Evaluation[],
  resultToken: string,
): PutEvaluationsCommandInput {
  const request = { Evaluations: [...evaluations], ResultToken: resultToken };
  // The token of a test: AWS Config then checks the evaluations and stores nothing.
  return isTest({ resultToken }) ? { ...request, TestMode: true } : request;
}

function nonCompliant(
  sentences: readonly string[],
  { revoke, authorize }: RemediationPlan,
  revokeLabel: string,
  authorizeLabel: string,
): Verdict {
  const lists = [
    { label: revokeLabel, items: revoke.map(permissionKey) },
    { label: authorizeLabel, items: authorize.map(permissionKey) },
  ].filter(({ items }) => items.length > 0);
  return { compliance: "NON_COMPLIANT", annotation: annotate(sentences, lists) };
}

interface ItemList {
  readonly label: string;
  readonly items: readonly string[];
}

/** Sentences, then the lists with as many whole items as fit: `To revoke (3): tcp 22 from 0.0.0.0/0 and 2 more.` */
function annotate(sentences: readonly string[], lists: readonly ItemList[]): string {
  const text = (counts: readonly number[]): string =>
    [...sentences, ...lists.map((list, index) => listText(list, counts[index] ?? 0))].join(" ");
  let counts = lists.map(() => 0);
  // One item of each list in turn, so that a long list doesn't crowd out the other. The text is full after a few items,
  // so building it again for each is cheap, however long the lists are.
  for (let grown = true; grown;) {
    grown = false;
    for (let index = 0; index < lists.length; index++) {
      const more = counts.with(index, (counts[index] ?? 0) + 1);
      if ((more[index] ?? 0) > (lists[index]?.items.length ?? 0) || text(more).length > longestAnnotation)
        continue;
      counts = more;
      grown = true;
    }
  }
  return shorten(text(counts));
}

function listText({ label, items }: ItemList, count: number): string {
  if (count === 0) return `${label}: ${items.length}.`;
  const more = items.length > count ? ` and ${items.length - count} more` : "";
  return `${label} (${items.length}): ${items.slice(0, count).join(", ")}${more}.`;
}

/** Ends before a word, never inside one. */
function shorten(text: string): string {
  if (text.length <= longestAnnotation) return text;
  const room = text.slice(0, longestAnnotation - 1);
  const lastSpace = room.lastIndexOf(" ");
  return `${lastSpace > 0 ? room.slice(0, lastSpace) : room}…`;
}
