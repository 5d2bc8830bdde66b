/**
 * What AWS Config sends to a custom Lambda rule's function.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
export interface ConfigRuleEvent {
  /** JSON text: the message that caused the invocation, with its `messageType`. */
  readonly invokingEvent: string;
  /** JSON text: the rule's input parameters, every value a string. Absent when the rule has none. */
  readonly ruleParameters?: string;
  /** Binds the answer to the rule and the event; `TESTMODE` in a test. A secret: never logged. */
  readonly resultToken: string;
  /** True when the resource no longer belongs to the rule's scope. */
  readonly eventLeftScope?: boolean;
  readonly executionRoleArn?: string;
  readonly configRuleArn?: string;
  readonly configRuleName?: string;
  readonly configRuleId?: string;
  readonly accountId?: string;
  readonly version?: string;
}
