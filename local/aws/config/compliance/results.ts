import type { ComplianceType, EvaluationResult } from "@aws-sdk/client-config-service";
import { resourceKey, type Resource } from "../recording/items";
import type { Rule } from "../rules/rules";

/** A rule's evaluation result on a resource. */
export interface Result extends Resource {
  readonly rule: Rule;
  readonly compliance: ComplianceType;
  readonly annotation?: string;
  /** When the evaluated item was captured. */
  readonly ordering: Date;
  readonly invoked: Date;
  readonly recorded: Date;
}

/** The current evaluation results of a region, by rule and by resource. */
export class Results {
  private readonly byRule = new Map<Rule, Map<string, Result>>();
  private readonly byResource = new Map<string, Map<Rule, Result>>();

  /** Replaces the rule's previous result on the resource, and returns that. */
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

  /** Every resource with a result. */
  resources(): (Resource & { readonly results: Result[] })[] {
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

  /** Deletes a rule's results, and returns them. */
  deleteRule(rule: Rule): Result[] {
    const results = this.ofRule(rule);
    for (const result of results) this.delete(rule, result);
    this.byRule.delete(rule);
    return results;
  }
}

/**
 * The compliance of several results: NON_COMPLIANT if one is; INSUFFICIENT_DATA if none applies, as the API
 * reference of ComplianceByResource says.
 */
export function overall(results: readonly Pick<Result, "compliance">[]): ComplianceType {
  if (results.some(({ compliance }) => compliance === "NON_COMPLIANT")) return "NON_COMPLIANT";
  if (results.some(({ compliance }) => compliance === "COMPLIANT")) return "COMPLIANT";
  return "INSUFFICIENT_DATA";
}

/** As GetComplianceDetailsByConfigRule returns it. */
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
  const created = new Map<Inner, Value>();
  maps.set(key, created);
  return created;
}
