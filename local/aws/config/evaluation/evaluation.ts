import type { Evaluation as Reported } from "@aws-sdk/client-config-service";
import type { Functions } from "../../functions";
import { Compliance } from "../compliance/compliance";
import type { Delivery } from "../delivery/delivery";
import { accountNotification, newMessage } from "../delivery/notification";
import { isDeleted, type Item } from "../recording/items";
import type { Recording } from "../recording/recording";
import { recordedType } from "../recording/securityGroupState";
import { inScope, noSuchRule, Rules, type Rule } from "../rules/rules";
import type { RegionalAccount } from "../support/regionalAccount";
import type { Wire } from "../support/wire";
import { Evaluator, type InvokingMessage } from "./evaluator";
import { Invocations } from "./invocations";
import { RuleFunctions } from "./ruleFunctions";
import { Schedule, scheduled } from "./schedule";

/** Evaluates resources with the rules' functions: on change, on schedule, on demand. */
export class Evaluation {
  readonly rules: Rules;
  readonly compliance: Compliance;
  private readonly functions: RuleFunctions;
  private readonly invocations = new Invocations();
  private readonly evaluator: Evaluator;
  private readonly schedule: Schedule;

  constructor(
    private readonly home: RegionalAccount,
    private readonly recording: Recording,
    private readonly delivery: Delivery,
    functions: Functions,
  ) {
    this.rules = new Rules(home);
    this.compliance = new Compliance(home, recording.items, delivery);
    this.functions = new RuleFunctions(home, functions);
    const { rules, compliance, invocations } = this;
    this.evaluator = new Evaluator(home, recording.recorders, rules, compliance, this.functions, invocations);
    this.schedule = new Schedule(home, this.evaluator);
  }

  get busy(): boolean {
    return this.evaluator.queue.busy;
  }

  /** Whether a function exists, and permits AWS Config to invoke it for a rule. */
  mayInvoke(functionArn: string, rule: Rule): Promise<boolean> {
    return this.functions.mayInvoke(functionArn, rule.arn);
  }

  /** Adds a rule, or changes its settings, and evaluates it. */
  putRule(rule: Rule, settings: Rule["settings"]): void {
    rule.settings = settings;
    this.rules.add(rule);
    this.schedule.follow(rule);
    this.compliance.forgetOutOfScope(rule);
    this.evaluateAll([rule]);
  }

  deleteRule(rule: Rule): void {
    this.rules.delete(rule);
    this.schedule.end(rule);
    this.compliance.forgetRule(rule);
  }

  /** Evaluates the rules that were never evaluated, as happens when the recorder starts. */
  evaluateNew(): void {
    for (const rule of this.rules.all()) if (!rule.firstEvaluationStarted) this.evaluateAll([rule]);
  }

  /** Evaluates rules on demand: they show as EVALUATING until that is complete. */
  evaluateOnDemand(rules: readonly Rule[]): void {
    this.evaluateAll(rules, true);
  }

  /** Evaluates an item with the rules whose scope the resource is in, was in, or has left by its deletion. */
  itemRecorded(item: Item, previous: Item | undefined, message: Promise<InvokingMessage>): void {
    // A deleted resource has no tags left by which a scope could select it.
    const state = isDeleted(item) && previous ? previous : item;
    for (const rule of this.rules.all()) {
      const inside = inScope(rule, state);
      if (!inside && !(previous && inScope(rule, previous))) continue;
      const leftScope = !inside || isDeleted(item);
      this.evaluator.evaluate(rule, { resource: item, leftScope }, () => message);
    }
  }

  /** Evaluates the rules that subscribe to snapshots. @param message the one published to the topic */
  snapshotDelivered(message: object): void {
    const type = "ConfigurationSnapshotDeliveryCompleted" as const;
    for (const rule of this.rules.all()) {
      this.evaluator.evaluate(rule, { trigger: "snapshot" }, () => Promise.resolve({ type, message }));
    }
  }

  /**
   * Records what a rule's function reports.
   *
   * @throws AwsError `InvalidResultTokenException`; `NoSuchConfigRuleException` where the rule was deleted, also
   * where another one has its name.
   */
  report(resultToken: string, evaluations: readonly Wire<Reported>[]): void {
    const invocation = this.invocations.read(resultToken);
    const rule = this.rules.findById(invocation.ruleId);
    if (!rule) throw noSuchRule(invocation.ruleName);
    for (const evaluation of evaluations) this.compliance.record(rule, invocation.invoked, evaluation);
    this.invocations.reported(invocation);
    rule.lastSuccessfulEvaluation = new Date();
  }

  /** Discards evaluations that haven't started, as happens when the recorder stops. */
  clear(): void {
    this.evaluator.clear();
    // Among them may be the one that would have deleted the results on a deleted resource.
    this.compliance.forgetDeleted();
  }

  async idle(): Promise<void> {
    await this.evaluator.queue.idle();
  }

  /** Running invocations are Lambda's to end. */
  stop(): void {
    this.clear();
    this.schedule.stop();
  }

  private evaluateAll(rules: readonly Rule[], onDemand = false): void {
    if (!this.recording.recorders.running || rules.length === 0) return;
    this.announce(rules);
    for (const rule of rules) {
      const items = this.recording.items.existing(recordedType).filter((item) => inScope(rule, item));
      const subjects = items.map((resource) => ({ resource, leftScope: false }));
      if (onDemand) this.evaluator.expect(rule, [...subjects, scheduled]);
      for (const subject of subjects) {
        this.evaluator.evaluate(rule, subject, () => this.currentState(subject.resource));
      }
      this.schedule.evaluate(rule);
    }
  }

  private announce(rules: readonly Rule[]): void {
    const message = newMessage("ConfigRulesEvaluationStarted", "1.0", {
      awsAccountId: this.home.accountId,
      awsRegion: this.home.region,
      configRuleNames: rules.map(({ name }) => name),
    });
    const started = accountNotification(this.home, "Config Rules Evaluation Started", message);
    this.delivery.notify("evaluation started", started);
  }

  /** A resource's newest item, unless it was deleted meanwhile. */
  private async currentState(resource: Item): Promise<InvokingMessage | undefined> {
    const item = this.recording.items.last(resource);
    return item && !isDeleted(item) ? this.delivery.messageOf(item) : undefined;
  }
}
