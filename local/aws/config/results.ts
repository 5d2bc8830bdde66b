import type { ComplianceType, EvaluationResult } from "@aws-sdk/client-config-service";
import { resourceKey } from "./items";
import type { Rule } from "./rules";

/** A rule's last word on a resource. */
export interface Result {
  readonly rule: Rule;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: ComplianceType;
  readonly annotation?: string;
  /** When the item was captured that was evaluated. */
  readonly ordering: Date;
  readonly invoked: Date;
  readonly recorded: Date;
}

type Resource = Pick<Result, "resourceType" | "resourceId">;

/** The current evaluation results of a region, found by rule and by resource. */
export class Results {
  private readonly byRule = new Map<Rule, Map<string, Result>>();
  private readonly byResource = new Map<string, Map<Rule, Result>>();

  /** Keeps a result in place of the one before, which is returned. */
  put(result: Result): Result | undefined {
    const key = resourceKey(result);
    const ofRule = inner(this.byRule, result.rule);
    const before = ofRule.get(key);
    ofRule.set(key, result);
    inner(this.byResource, key).set(result.rule, result);
    return before;
  }

  get(rule: Rule, resource: Resource): Result | undefined {
    return this.byRule.get(rule)?.get(resourceKey(resource));
  }

  ofRule(rule: Rule): Result[] {
    return [...(this.byRule.get(rule)?.values() ?? [])];
  }

  ofResource(resource: Resource): Result[] {
    return [...(this.byResource.get(resourceKey(resource))?.values() ?? [])];
  }

  /** Every resource that has a result, with its results. */
  resources(): { readonly resourceType: string; readonly resourceId: string; readonly results: Result[] }[] {
    return [...this.byResource.values()].flatMap((ofResource) => {
      const results = [...ofResource.values()];
      const [first] = results;
      return first ? [{ resourceType: first.resourceType, resourceId: first.resourceId, results }] : [];
    });
  }

  delete(rule: Rule, resource: Resource): void {
    const key = resourceKey(resource);
    this.byRule.get(rule)?.delete(key);
    const ofResource = this.byResource.get(key);
    ofResource?.delete(rule);
    if (ofResource?.size === 0) this.byResource.delete(key);
  }

  /** Forgets a rule's results, and returns what they were. */
  deleteRule(rule: Rule): Result[] {
    const results = this.ofRule(rule);
    for (const result of results) this.delete(rule, result);
    this.byRule.delete(rule);
    return results;
  }
}

/**
 * What several results come to: one that is NON_COMPLIANT decides; without any that applies there is
 * INSUFFICIENT_DATA, as the documentation of ComplianceByResource says.
 */
export function overall(results: readonly Pick<Result, "compliance">[]): ComplianceType {
  if (results.some(({ compliance }) => compliance === "NON_COMPLIANT")) return "NON_COMPLIANT";
  if (results.some(({ compliance }) => compliance === "COMPLIANT")) return "COMPLIANT";
  return "INSUFFICIENT_DATA";
}

/** As GetComplianceDetailsByConfigRule answers it. */
export function toEvaluationResult(result: Result): EvaluationResult {
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: result.rule.name,
        ResourceType: result.resourceType,
        ResourceId: result.resourceId,
        EvaluationMode: "DETECTIVE",
      },
      OrderingTimestamp: result.ordering,
    },
    ComplianceType: result.compliance,
    ResultRecordedTime: result.recorded,
    ConfigRuleInvokedTime: result.invoked,
    Annotation: result.annotation,
  };
}

function inner<Outer, Inner, Value>(maps: Map<Outer, Map<Inner, Value>>, key: Outer): Map<Inner, Value> {
  const existing = maps.get(key);
  if (existing) return existing;
  const made = new Map<Inner, Value>();
  maps.set(key, made);
  return made;
}
