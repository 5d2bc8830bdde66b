import { randomInt } from "node:crypto";
import type { ConfigRule, MessageType } from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import type { Item } from "../recording/items";
import type { ErrorDetails } from "../support/errors";
import type { RegionalAccount } from "../support/regionalAccount";

/** A rule, with the outcomes of its last evaluations. */
export interface Rule {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  /** As PutConfigRule got them, without name, id and ARN. */
  settings: Omit<ConfigRule, "ConfigRuleName" | "ConfigRuleId" | "ConfigRuleArn">;
  readonly activated: Date;
  /** StartConfigRulesEvaluation was called, and its evaluations aren't complete. */
  evaluating: boolean;
  firstEvaluationStarted: boolean;
  lastSuccessfulInvocation?: Date;
  lastFailedInvocation?: Date;
  lastSuccessfulEvaluation?: Date;
  lastFailedEvaluation?: Date;
  lastError?: ErrorDetails;
}

/** The rules of a region. */
export class Rules {
  private readonly byName = new Map<string, Rule>();
  private readonly byIdentifier = new Map<string, Rule>();

  constructor(private readonly home: RegionalAccount) {}

  /** In order of their names. */
  all(): Rule[] {
    return [...this.byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  get count(): number {
    return this.byName.size;
  }

  /** How many there may be. */
  get quota(): number {
    return this.home.account.quotas.rules;
  }

  find(name: string): Rule | undefined {
    return this.byName.get(name);
  }

  findById(id: string): Rule | undefined {
    return this.byIdentifier.get(id);
  }

  /** Whether the rule isn't deleted; one of the same name that was created later is another rule. */
  exists(rule: Rule): boolean {
    return this.byIdentifier.get(rule.id) === rule;
  }

  /** @throws AwsError `NoSuchConfigRuleException` */
  require(name: string): Rule {
    const rule = this.byName.get(name);
    if (!rule) throw noSuchRule(name);
    return rule;
  }

  /**
   * The named rules; without names all.
   *
   * @throws AwsError `NoSuchConfigRuleException`
   */
  select(names: readonly string[] | undefined): Rule[] {
    return names?.length ? names.map((name) => this.require(name)) : this.all();
  }

  /** A rule that isn't added yet. It has its ARN already, which its function's policy may require. */
  draft(name: string, settings: Rule["settings"]): Rule {
    const id = `config-rule-${randomSuffix()}`;
    return {
      name,
      id,
      arn: this.home.arn(`config-rule/${id}`),
      settings,
      activated: new Date(),
      evaluating: false,
      firstEvaluationStarted: false,
    };
  }

  add(rule: Rule): void {
    this.byName.set(rule.name, rule);
    this.byIdentifier.set(rule.id, rule);
  }

  delete(rule: Rule): void {
    this.byName.delete(rule.name);
    this.byIdentifier.delete(rule.id);
  }
}

/** Six lower-case letters and digits, as on AWS. */
function randomSuffix(): string {
  return randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0");
}

export function noSuchRule(name: string): AwsError {
  return new AwsError(
    "NoSuchConfigRuleException",
    `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name`,
  );
}

/** Whether the rule subscribes to messages of a type. */
export function listensTo(rule: Rule, messageType: MessageType): boolean {
  return (rule.settings.Source?.SourceDetails ?? []).some((detail) => detail.MessageType === messageType);
}

/** Whether a resource, in the state of an item, is in the rule's scope. */
export function inScope(rule: Rule, item: Item): boolean {
  const {
    ComplianceResourceTypes: types,
    ComplianceResourceId: id,
    TagKey,
    TagValue,
  } = rule.settings.Scope ?? {};
  if (types?.length && !types.includes(item.resourceType)) return false;
  if (id !== undefined && id !== item.resourceId) return false;
  if (TagKey === undefined) return true;
  return TagKey in item.tags && (TagValue === undefined || item.tags[TagKey] === TagValue);
}

/** As DescribeConfigRules returns it. */
export function toConfigRule(rule: Rule): ConfigRule {
  return {
    ...rule.settings,
    Source: rule.settings.Source,
    ConfigRuleName: rule.name,
    ConfigRuleArn: rule.arn,
    ConfigRuleId: rule.id,
    ConfigRuleState: rule.evaluating ? "EVALUATING" : "ACTIVE",
    EvaluationModes: [{ Mode: "DETECTIVE" }],
  };
}
