import type { Evaluation } from "@aws-sdk/client-config-service";
import type { ComplianceTimeline } from "./complianceTimeline";
import type { Delivery } from "./delivery";
import { resourceKey } from "./items";
import type { Notifications } from "./notifications";
import type { Result, Results } from "./results";
import type { Invocation } from "./resultToken";
import type { Rule } from "./rules";
import { fromWireTime, type Wire } from "./wire";

/** Takes rules' evaluations in, and tells what they change: to the topic and to the timeline. */
export class Compliance {
  constructor(
    readonly results: Results,
    private readonly timeline: ComplianceTimeline,
    private readonly notifications: Notifications,
    private readonly delivery: Delivery,
  ) {}

  /** Records an evaluation, unless a newer item of its resource was evaluated before. */
  record(rule: Rule, invocation: Invocation, evaluation: Wire<Evaluation>): void {
    const result: Result = {
      rule,
      resourceType: evaluation.ComplianceResourceType ?? "",
      resourceId: evaluation.ComplianceResourceId ?? "",
      compliance: evaluation.ComplianceType ?? "NOT_APPLICABLE",
      annotation: evaluation.Annotation,
      ordering: fromWireTime(evaluation.OrderingTimestamp ?? 0),
      invoked: invocation.invoked,
      recorded: new Date(),
    };
    const current = this.results.get(rule, result);
    if (current && current.ordering > result.ordering) return;
    const before = this.results.put(result);
    this.timeline.update(result, this.results.ofResource(result));
    // A resource without a result is to its owner the same as one the rule doesn't apply to.
    if ((before?.compliance ?? "NOT_APPLICABLE") === result.compliance) return;
    this.delivery.notify(resourceKey(result), this.notifications.complianceChanged(result, before));
  }

  /** Forgets a rule's result on a resource. */
  forget(rule: Rule, resource: Pick<Result, "resourceType" | "resourceId">): void {
    this.results.delete(rule, resource);
    this.timeline.update(resource, this.results.ofResource(resource));
  }

  /** Forgets everything a rule has found. */
  forgetRule(rule: Rule): void {
    for (const result of this.results.deleteRule(rule)) {
      this.timeline.update(result, this.results.ofResource(result));
    }
  }
}
