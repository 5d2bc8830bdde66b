import { randomUUID } from "node:crypto";
import type { MessageType } from "@aws-sdk/client-config-service";
import { errorOf, type ErrorDetails } from "./errors";
import type { FunctionAccess } from "./functionAccess";
import { KeyedQueue } from "./keyedQueue";
import type { Recorder } from "./recorder";
import type { ResultTokens } from "./resultToken";
import { listensTo, type Rule, type Rules } from "./rules";

/** Invocations under way at once: what Lambda allows a new account. */
const parallel = 10;

/** What an evaluation is about: a resource, or the schedule or snapshot that caused it. */
export interface Subject {
  /** E.g. `AWS::EC2::SecurityGroup/sg-0a1b`: evaluations of one subject by one rule follow each other. */
  readonly key: string;
  /** The resource is deleted, or isn't in the rule's scope any more. */
  readonly leftScope: boolean;
  /** Called when the evaluation is over, whatever came of it. */
  readonly after?: () => void;
}

/** What a rule's function is told. */
export interface InvokingMessage {
  readonly type: MessageType;
  readonly message: object;
}

/** What evaluating needs of its surroundings. */
export interface EvaluatorContext {
  readonly accountId: string;
  readonly region: string;
  readonly rules: Rules;
  readonly tokens: ResultTokens;
  readonly access: FunctionAccess;
  readonly recorder: () => Recorder | undefined;
  /** Asynchronous invocation; resolves when it, and its retries, are over. */
  readonly invoke: (region: string, functionArn: string, payload: object) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * Invokes rules' functions. A rule evaluates a resource once at a time: what comes in meanwhile waits, and of
 * several only the newest, since an evaluation looks at the newest item anyway. Resources run side by side.
 */
export class Evaluator {
  readonly queue = new KeyedQueue(parallel);
  /** Invocations under way, and whether they have reported. */
  private readonly reports = new Map<string, boolean>();
  /** Rules whose evaluation of all resources is under way, with what they have still to evaluate. */
  private readonly outstanding = new Map<Rule, Set<string>>();

  constructor(private readonly context: EvaluatorContext) {}

  /** Queues an evaluation. The message is made when its turn comes; undefined then: there is nothing to evaluate. */
  evaluate(rule: Rule, subject: Subject, message: () => Promise<InvokingMessage | undefined>): void {
    this.queue.supersede(`${rule.id} ${subject.key}`, () => this.run(rule, subject, message));
  }

  /** Shows the rule as EVALUATING until the subjects are evaluated. Call it before they are queued. */
  await(rule: Rule, subjectKeys: readonly string[]): void {
    rule.evaluating = subjectKeys.length > 0;
    this.outstanding.set(rule, new Set(subjectKeys));
  }

  /** Notes that an invocation has put its evaluations. */
  reported(invocationId: string): void {
    if (this.reports.has(invocationId)) this.reports.set(invocationId, true);
  }

  /** Forgets evaluations that haven't started. */
  clear(): void {
    this.queue.clear();
    for (const rule of this.outstanding.keys()) rule.evaluating = false;
    this.outstanding.clear();
  }

  private async run(
    rule: Rule,
    subject: Subject,
    message: () => Promise<InvokingMessage | undefined>,
  ): Promise<void> {
    try {
      const recorder = this.context.recorder();
      const made = await message();
      // Looked up once its turn has come: the rule may be gone by now, or the recorder stopped.
      const active = recorder?.recording && this.context.rules.exists(rule);
      if (made && active && listensTo(rule, made.type))
        await this.invoke(rule, recorder, subject, made.message);
    } catch (error) {
      this.fail(rule, errorOf(error));
      this.context.log(`${rule.name} on ${subject.key}: ${String(error)}`);
    }
    subject.after?.();
    this.finish(rule, subject.key);
  }

  private async invoke(rule: Rule, recorder: Recorder, subject: Subject, message: object): Promise<void> {
    const { region } = this.context;
    const functionArn = rule.settings.Source?.SourceIdentifier ?? "";
    rule.firstEvaluationStarted = true;
    if (!(await this.context.access.mayInvoke(functionArn, rule.arn))) {
      rule.lastFailedInvocation = new Date();
      return this.fail(rule, { code: "AccessDenied", message: cannotInvoke(functionArn) });
    }
    const id = randomUUID();
    const invoked = new Date();
    this.reports.set(id, false);
    rule.lastSuccessfulInvocation = invoked;
    const resultToken = this.context.tokens.issue({ ruleName: rule.name, ruleId: rule.id, id, invoked });
    await this.context.invoke(
      region,
      functionArn,
      this.eventOf(rule, recorder, subject, message, resultToken),
    );
    const reported = this.reports.get(id);
    this.reports.delete(id);
    if (!reported) {
      this.fail(rule, {
        code: "NoEvaluationReported",
        message: `${functionArn} ended without putting an evaluation of ${subject.key}. Its log says why.`,
      });
    }
  }

  private eventOf(
    rule: Rule,
    recorder: Recorder,
    subject: Subject,
    message: object,
    resultToken: string,
  ): object {
    return {
      version: "1.0",
      invokingEvent: JSON.stringify(message),
      ruleParameters: rule.settings.InputParameters,
      resultToken,
      eventLeftScope: subject.leftScope,
      executionRoleArn: recorder.roleArn,
      configRuleArn: rule.arn,
      configRuleName: rule.name,
      configRuleId: rule.id,
      accountId: this.context.accountId,
    };
  }

  private fail(rule: Rule, error: ErrorDetails): void {
    rule.lastFailedEvaluation = new Date();
    rule.lastErrorCode = error.code;
    rule.lastErrorMessage = error.message;
  }

  private finish(rule: Rule, key: string): void {
    const outstanding = this.outstanding.get(rule);
    if (!outstanding?.delete(key) || outstanding.size > 0) return;
    this.outstanding.delete(rule);
    rule.evaluating = false;
  }
}

/** What AWS says where AWS Config isn't let in to a function, or there is none. */
export function cannotInvoke(functionArn: string): string {
  return (
    `The AWS Lambda function ${functionArn} cannot be invoked. ` +
    "Check the specified function ARN, and check the function's permissions."
  );
}
