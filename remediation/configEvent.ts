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

/** The resource that an event is about, as PutEvaluations names it. */
export interface EvaluatedResource {
  readonly resourceType: string;
  readonly resourceId: string;
  /** When AWS Config captured the item, ISO 8601: the order of the answers. */
  readonly captureTime: string;
}

/** What an event asks for. */
export type ConfigRequest =
  | { readonly kind: "evaluate"; readonly resource: EvaluatedResource }
  /** There is a resource, and the rule has nothing to say about it: report NOT_APPLICABLE. */
  | { readonly kind: "notApplicable"; readonly resource: EvaluatedResource; readonly reason: string }
  /** There is no resource to report about: nothing to evaluate, nothing to report. */
  | { readonly kind: "nothing"; readonly reason: string };

const groupType = "AWS::EC2::SecurityGroup";

/** Statuses with a resource that exists and is recorded; every other one has nothing left to evaluate. */
const evaluatedStatuses: readonly string[] = ["OK", "ResourceDiscovered"];

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what the event asks for. Only the item's identity, status and time are used: an item may be minutes old, so its
 * configuration is not what is decided on (and of an oversized item there is only a summary without one).
 *
 * ScheduledNotification and ConfigurationSnapshotDeliveryCompleted name no resource. The rule asks for neither; should
 * somebody add such a trigger, the change notifications still cover every group, and an evaluation without a resource
 * can't be reported, so they ask for nothing.
 *
 * @throws Error on anything else than AWS Config's message, saying what was expected and what came
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
    case "ScheduledNotification":
    case "ConfigurationSnapshotDeliveryCompleted":
      return {
        kind: "nothing",
        reason: `${message.messageType} names no resource, so there is nothing to evaluate`,
      };
    default:
      throw new Error(
        "invokingEvent.messageType: expected ConfigurationItemChangeNotification, " +
          "OversizedConfigurationItemChangeNotification, ScheduledNotification or " +
          `ConfigurationSnapshotDeliveryCompleted, came ${described(message.messageType)}`,
      );
  }
}

/**
 * Whether the rule's parameter `debug` is "true". Parameters that are absent or can't be read don't stop an evaluation,
 * since nothing else depends on them; `fault` then says what is wrong.
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
    captureTime: asText(
      item.configurationItemCaptureTime,
      `invokingEvent.${name}.configurationItemCaptureTime`,
    ),
  };
  const status = asText(item.configurationItemStatus, `invokingEvent.${name}.configurationItemStatus`);
  if (Number.isNaN(Date.parse(resource.captureTime))) {
    throw new Error(
      `invokingEvent.${name}.configurationItemCaptureTime: expected a time in ISO 8601, ` +
        `came ${described(resource.captureTime)}`,
    );
  }
  const notApplicable = (reason: string): ConfigRequest => ({ kind: "notApplicable", resource, reason });
  if (resource.resourceType !== groupType) {
    return notApplicable(`The rule is about ${groupType}, not ${resource.resourceType}.`);
  }
  if (!evaluatedStatuses.includes(status)) {
    return notApplicable(`AWS Config gives the group's status as ${status}.`);
  }
  if (leftScope === true) return notApplicable("The group has left the rule's scope.");
  return { kind: "evaluate", resource };
}

function parseFields(text: string, place: string): Fields {
  try {
    return asFields(JSON.parse(text), place);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${place}: expected JSON, came ${described(text)}`);
    throw error;
  }
}

function asFields(value: unknown, place: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Error(`${place}: expected an object from AWS Config, came ${described(value)}`);
}

function asText(value: unknown, place: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`${place}: expected text from AWS Config, came ${described(value)}`);
}

function described(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return `${text.length > 80 ? `${text.slice(0, 80)}…` : text} (${value === null ? "null" : typeof value})`;
}
