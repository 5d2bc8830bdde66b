import { isFields, shown, type Fields } from "./values";

/**
 * What AWS Config sends to a custom Lambda rule's function.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
export interface ConfigRuleEvent {
  /** JSON text: the message that caused the invocation, with its `messageType`. */
  readonly invokingEvent: string;
  /** JSON text: the rule's input parameters, every value a string. Absent when the rule has none. */
  readonly ruleParameters?: string;
  /** Binds the evaluation to the rule and the event; `TESTMODE` in a test. A secret: never logged. */
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

/** The resource that an event is about, as PutEvaluations names it. */
export interface EvaluatedResource {
  readonly resourceType: string;
  readonly resourceId: string;
  /** When AWS Config captured the item, ISO 8601: the order of the evaluations. */
  readonly captureTime: string;
}

/** What an event asks for. */
export type ConfigRequest =
  | { readonly kind: "evaluate"; readonly resource: EvaluatedResource }
  /** There is a resource, and the rule doesn't apply to it: report NOT_APPLICABLE. */
  | { readonly kind: "notApplicable"; readonly resource: EvaluatedResource; readonly reason: string }
  /** AWS Config's schedule is due. */
  | { readonly kind: "scheduled"; readonly captureTime: string }
  /** There is no resource to report about: nothing to evaluate, nothing to report. */
  | { readonly kind: "nothing"; readonly reason: string };

/**
 * Whether an event is a test: someone invokes the function by hand, with the token that AWS Config's documentation gives for
 * that (PutEvaluations, `TestMode`). A test must not change a group.
 */
export function isTest({ resultToken }: { readonly resultToken: string }): boolean {
  return resultToken === "TESTMODE";
}

const groupType = "AWS::EC2::SecurityGroup";

/** Statuses of a resource that exists and is recorded; with any other there is nothing to evaluate. */
const evaluatedStatuses: readonly string[] = ["OK", "ResourceDiscovered"];

/**
 * Reads what the event asks for. Only the item's identity, status and time are used: an item may be minutes old, so its
 * configuration is never the basis of the decision (an oversized item has none, only a summary).
 *
 * A ScheduledNotification names no resource: it is about every group. ConfigurationSnapshotDeliveryCompleted names none
 * either, and asks for nothing: the rule doesn't have that trigger, and the change notifications cover every group.
 *
 * @throws Error on anything other than a message of AWS Config, with the expected and the actual value
 */
export function readConfigEvent(event: ConfigRuleEvent): ConfigRequest {
  const { invokingEvent, resultToken, eventLeftScope } = asFields(event, "event");
  asText(resultToken, "event.resultToken");
  const message = parseFields(asText(invokingEvent, "event.invokingEvent"), "event.invokingEvent");
  switch (message.messageType) {
    case "ConfigurationItemChangeNotification":
      return readItem(message.configurationItem, "configurationItem", eventLeftScope);
    case "OversizedConfigurationItemChangeNotification":
      return readItem(message.configurationItemSummary, "configurationItemSummary", eventLeftScope);
    case "ScheduledNotification": {
      const place = "invokingEvent.notificationCreationTime";
      return { kind: "scheduled", captureTime: asTime(message.notificationCreationTime, place) };
    }
    case "ConfigurationSnapshotDeliveryCompleted":
      return {
        kind: "nothing",
        reason: `${message.messageType} names no resource, so there is nothing to evaluate`,
      };
    default:
      throw new Error(
        "invokingEvent.messageType: expected ConfigurationItemChangeNotification, " +
          "OversizedConfigurationItemChangeNotification, ScheduledNotification or " +
          `ConfigurationSnapshotDeliveryCompleted, got ${shown(message.messageType)}`,
      );
  }
}

/**
 * Whether the rule's parameter `debug` is "true". Absent or malformed parameters don't stop an evaluation, since
 * nothing else depends on them; `fault` then describes the problem.
 */
export function readDebugParameter({ ruleParameters }: ConfigRuleEvent): { debug: boolean; fault?: string } {
  if (ruleParameters === undefined || ruleParameters === null || ruleParameters === "")
    return { debug: false };
  try {
    const { debug } = parseFields(asText(ruleParameters, "event.ruleParameters"), "event.ruleParameters");
    return { debug: String(debug).toLowerCase() === "true" };
  } catch (error) {
    return { debug: false, fault: error instanceof Error ? error.message : String(error) };
  }
}

function readItem(value: unknown, name: string, leftScope: unknown): ConfigRequest {
  const item = asFields(value, `invokingEvent.${name}`);
  const resource: EvaluatedResource = {
    resourceType: asText(item.resourceType, `invokingEvent.${name}.resourceType`),
    resourceId: asText(item.resourceId, `invokingEvent.${name}.resourceId`),
    captureTime: asTime(
      item.configurationItemCaptureTime,
      `invokingEvent.${name}.configurationItemCaptureTime`,
    ),
  };
  const status = asText(item.configurationItemStatus, `invokingEvent.${name}.configurationItemStatus`);
  const notApplicable = (reason: string): ConfigRequest => ({ kind: "notApplicable", resource, reason });
  if (resource.resourceType !== groupType) {
    return notApplicable(`The rule is about ${groupType}, not ${resource.resourceType}.`);
  }
  if (!evaluatedStatuses.includes(status)) {
    return notApplicable(`AWS Config reports the group's status as ${status}.`);
  }
  if (leftScope === true) return notApplicable("The group has left the rule's scope.");
  return { kind: "evaluate", resource };
}

function parseFields(text: string, place: string): Fields {
  try {
    return asFields(JSON.parse(text), place);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${place}: expected JSON, got ${shown(text)}`);
    throw error;
  }
}

function asFields(value: unknown, place: string): Fields {
  if (isFields(value)) return value;
  throw new Error(`${place}: expected an object from AWS Config, got ${shown(value)}`);
}

function asText(value: unknown, place: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`${place}: expected text from AWS Config, got ${shown(value)}`);
}

function asTime(value: unknown, place: string): string {
  const text = asText(value, place);
  if (!Number.isNaN(Date.parse(text))) return text;
  throw new Error(`${place}: expected a time in ISO 8601, got ${shown(text)}`);
}
