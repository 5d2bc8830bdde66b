import type { Evaluation } from "@aws-sdk/client-config-service";
import type { Delivery } from "../delivery/delivery";
import type { ItemHistory } from "../recording/itemHistory";
import { isDeleted, resourceKey, type Resource } from "../recording/items";
import { inScope, type Rule } from "../rules/rules";
import type { RegionalAccount } from "../support/regionalAccount";
import { fromWireTime, type Wire } from "../support/wire";
import { complianceNotification } from "./complianceNotification";
import { ComplianceTimeline } from "./complianceTimeline";
import { Results, type Result } from "./results";

/** The rules' results on resources: the current ones, their timeline, and notifications of changes. */
export class Compliance {
  readonly results = new Results();
  private readonly timeline: ComplianceTimeline;

  constructor(
    private readonly home: RegionalAccount,
    private readonly items: ItemHistory,
    private readonly delivery: Delivery,
  ) {
    this.timeline = new ComplianceTimeline(home, items);
  }

  /** Records an evaluation, unless a newer item of its resource was evaluated before. */
  record(rule: Rule, invoked: Date, evaluation: Wire<Evaluation>): void {
    const result: Result = {
      rule,
      resourceType: evaluation.ComplianceResourceType ?? "",
      resourceId: evaluation.ComplianceResourceId ?? "",
      compliance: evaluation.ComplianceType ?? "NOT_APPLICABLE",
      annotation: evaluation.Annotation,
      ordering: fromWireTime(evaluation.OrderingTimestamp ?? 0),
      invoked,
      recorded: new Date(),
    };
    const current = this.results.get(rule, result);
    if (current && current.ordering > result.ordering) return;
    const before = this.results.put(result);
    this.updateTimeline(result);
    // No result before means the same as NOT_APPLICABLE.
    if ((before?.compliance ?? "NOT_APPLICABLE") === result.compliance) return;
    this.delivery.notify(resourceKey(result), complianceNotification(this.home, result, before));
  }

  /** Deletes a rule's result on a resource. */
  forget(rule: Rule, resource: Resource): void {
    this.results.delete(rule, resource);
    this.updateTimeline(resource);
  }

  /** Deletes all results of a rule. */
  forgetRule(rule: Rule): void {
    for (const result of this.results.deleteRule(rule)) this.updateTimeline(result);
  }

  /** Deletes a rule's results on resources that aren't in its scope. */
  forgetOutOfScope(rule: Rule): void {
    for (const result of this.results.ofRule(rule)) {
      const item = this.items.last(result);
      if (item && !inScope(rule, item)) this.forget(rule, result);
    }
  }

  /** Deletes the results on deleted resources. */
  forgetDeleted(): void {
    for (const { results, ...resource } of this.results.resources()) {
      const last = this.items.last(resource);
      if (last && isDeleted(last)) for (const { rule } of results) this.forget(rule, last);
    }
  }

  private updateTimeline(resource: Resource): void {
    this.timeline.update(resource, this.results.ofResource(resource));
  }
}
