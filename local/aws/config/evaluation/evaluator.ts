import type { MessageType } from "@aws-sdk/client-config-service";
import type { Compliance } from "../compliance/compliance";
import { resourceKey, type Resource } from "../recording/items";
import type { Recorder } from "../recording/recorder";
import type { Recorders } from "../recording/recorders";
import { cannotInvoke } from "../rules/ruleSettings";
import { listensTo, type Rule, type Rules } from "../rules/rules";
import { errorOf, type ErrorDetails } from "../support/errors";
import { KeyedQueue } from "../support/keyedQueue";
import type { RegionalAccount } from "../support/regionalAccount";
import type { Invocations } from "./invocations";
import type { RuleFunctions } from "./ruleFunctions";

/** Concurrent invocations: Lambda's limit for a new account. */
const concurrency = 10;

/** What an evaluation is about: a resource, or the schedule or snapshot that triggers it. */
export type Subject =
  { readonly resource: Resource; readonly leftScope: boolean } | { readonly trigger: string };

/** The invoking event of a rule's function. */
export interface InvokingMessage {
  readonly type: MessageType;
  readonly message: object;
}

/**
 * Invokes rules' functions. A rule evaluates a resource once at a time: of the evaluations that are queued
 * meanwhile only the last one runs, since it covers the newest item. Resources are evaluated concurrently.
 */
export class Evaluator {
  readonly queue = new KeyedQueue(concurrency);
  /** The rules being evaluated on demand, each with the subjects that remain. */
  private readonly remaining = new Map<Rule, Set<string>>();

  constructor(
    private readonly home: RegionalAccount,
    private readonly recorders: Recorders,
    private readonly rules: Rules,
    private readonly compliance: Compliance,
    private readonly functions: RuleFunctions,
    private readonly invocations: Invocations,
  ) {}

  /** @param message called when the evaluation's turn comes; undefined then cancels it */
  evaluate(rule: Rule, subject: Subject, message: () => Promise<InvokingMessage | undefined>): void {
    this.queue.supersede(`${rule.id} ${keyOf(subject)}`, () => this.run(rule, subject, message));
  }

  /** Shows the rule as EVALUATING until the subjects are evaluated. Call it before they are queued. */
  expect(rule: Rule, subjects: readonly Subject[]): void {
    rule.evaluating = subjects.length > 0;
    this.remaining.set(rule, new Set(subjects.map(keyOf)));
  }

  /** Discards evaluations that haven't started. */
  clear(): void {
    this.queue.clear();
    for (const rule of this.remaining.keys()) rule.evaluating = false;
    this.remaining.clear();
  }

  private async run(
    rule: Rule,
    subject: Subject,
    message: () => Promise<InvokingMessage | undefined>,
  ): Promise<void> {
    try {
      const invoking = await message();
      // Only now: meanwhile the rule may have been deleted, or the recorder stopped.
      const recorder = this.recorders.running;
      const active = recorder && this.rules.exists(rule);
      if (active && invoking && listensTo(rule, invoking.type))
        await this.invoke(rule, recorder, subject, invoking.message);
    } catch (error) {
      this.fail(rule, errorOf(error));
      this.home.log(`${rule.name} on ${keyOf(subject)}: ${String(error)}`);
    }
    // Whatever the function reported: the rule doesn't apply any more.
    if ("resource" in subject && subject.leftScope) this.compliance.forget(rule, subject.resource);
    this.finish(rule, keyOf(subject));
  }

  private async invoke(rule: Rule, recorder: Recorder, subject: Subject, message: object): Promise<void> {
    const functionArn = rule.settings.Source?.SourceIdentifier ?? "";
    rule.firstEvaluationStarted = true;
    if (!(await this.functions.mayInvoke(functionArn, rule.arn))) {
      rule.lastFailedInvocation = new Date();
      return this.fail(rule, { code: "AccessDenied", message: cannotInvoke(functionArn) });
    }
    const invocation = this.invocations.start(rule);
    rule.lastSuccessfulInvocation = invocation.invoked;
    try {
      await this.functions.invoke(functionArn, {
        version: "1.0",
        invokingEvent: JSON.stringify(message),
        ruleParameters: rule.settings.InputParameters,
        resultToken: this.invocations.tokenOf(invocation),
        eventLeftScope: "resource" in subject && subject.leftScope,
        executionRoleArn: recorder.roleArn,
        configRuleArn: rule.arn,
        configRuleName: rule.name,
        configRuleId: rule.id,
        accountId: this.home.accountId,
      });
    } finally {
      if (!this.invocations.end(invocation)) this.fail(rule, noReport(functionArn, subject));
    }
  }

  private fail(rule: Rule, error: ErrorDetails): void {
    rule.lastFailedEvaluation = new Date();
    rule.lastError = error;
  }

  private finish(rule: Rule, key: string): void {
    const remaining = this.remaining.get(rule);
    if (!remaining?.delete(key) || remaining.size > 0) return;
    this.remaining.delete(rule);
    rule.evaluating = false;
  }
}

function keyOf(subject: Subject): string {
  return "resource" in subject ? resourceKey(subject.resource) : subject.trigger;
}

function noReport(functionArn: string, subject: Subject): ErrorDetails {
  return {
    code: "NoEvaluationReported",
    message: `${functionArn} ended without calling PutEvaluations for ${keyOf(subject)}. See its log.`,
  };
}
