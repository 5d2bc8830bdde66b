import { EvaluationMode, type ConfigRule, type Source } from "@aws-sdk/client-config-service";
import { AwsError } from "../service";
import { cannotInvoke } from "./evaluator";
import { isFunctionArn } from "./functionAccess";
import { anyResourceType, frequency, resourceId, ruleName } from "./operations/fields";
import type { Rule } from "./rules";
import { flag, list, oneOf, structure, text } from "./shapes";

export const evaluationMode = oneOf(Object.values(EvaluationMode));

const messageTypes = [
  "ConfigurationItemChangeNotification",
  "ConfigurationSnapshotDeliveryCompleted",
  "ScheduledNotification",
  "OversizedConfigurationItemChangeNotification",
];

/** What PutConfigRule takes for a rule. */
export const ruleShape = structure({
  ConfigRuleName: ruleName,
  ConfigRuleArn: text(1, 256),
  ConfigRuleId: text(1, 64),
  Description: text(0, 256),
  Scope: structure({
    ComplianceResourceTypes: list(anyResourceType, 0, 100),
    TagKey: text(1, 128),
    TagValue: text(1, 256),
    ComplianceResourceId: resourceId,
  }),
  "Source*": structure({
    "Owner*": oneOf(["CUSTOM_LAMBDA", "AWS", "CUSTOM_POLICY"]),
    SourceIdentifier: text(1, 256),
    SourceDetails: list(
      structure({
        EventSource: oneOf(["aws.config"]),
        MessageType: oneOf(messageTypes),
        MaximumExecutionFrequency: frequency,
      }),
      0,
      25,
    ),
    CustomPolicyDetails: structure({
      "PolicyRuntime*": text(1, 64),
      "PolicyText*": text(0, 10_000),
      EnableDebugLogDelivery: flag,
    }),
  }),
  InputParameters: text(1, 1024),
  MaximumExecutionFrequency: frequency,
  ConfigRuleState: oneOf(["ACTIVE", "DELETING", "DELETING_RESULTS", "EVALUATING"]),
  CreatedBy: text(1, 256),
  EvaluationModes: list(structure({ Mode: evaluationMode })),
});

/**
 * Holds a rule's settings to what AWS asks of them beyond their shape.
 *
 * @throws AwsError `InvalidParameterValueException`, or `InsufficientPermissionsException` where the source
 * isn't a function's ARN.
 */
export function checkRule(settings: Rule["settings"]): void {
  const fault =
    scopeFault(settings.Scope) ?? parametersFault(settings.InputParameters) ?? otherFault(settings);
  if (fault) throw new AwsError("InvalidParameterValueException", fault);
  if (settings.Source) checkSource(settings.Source);
}

function scopeFault(scope: ConfigRule["Scope"]): string | undefined {
  const types = scope?.ComplianceResourceTypes ?? [];
  if (scope?.TagValue !== undefined && scope.TagKey === undefined) {
    return "Tag key should not be empty when tag value is provided in scope";
  }
  if (types.length > 0 && scope?.TagKey !== undefined)
    return "Scope cannot be applied to both resource and tag";
  if (scope?.ComplianceResourceId !== undefined && types.length !== 1) {
    return "A single resourceType should be provided when resourceId is provided in scope";
  }
  return undefined;
}

function parametersFault(parameters: string | undefined): string | undefined {
  if (parameters === undefined) return undefined;
  const invalid = `Invalid json ${parameters} passed in the InputParameters field`;
  try {
    const value: unknown = JSON.parse(parameters);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : invalid;
  } catch {
    return invalid;
  }
}

function otherFault({
  ConfigRuleState,
  CreatedBy,
  EvaluationModes = [],
}: Rule["settings"]): string | undefined {
  if (ConfigRuleState !== undefined && ConfigRuleState !== "ACTIVE") {
    return `The ConfigRuleState ${ConfigRuleState} is invalid.  Only the following values are permitted: ACTIVE`;
  }
  if (CreatedBy !== undefined) {
    return (
      "AWS Config populates the CreatedBy field for ServiceLinkedConfigRule. " +
      "Try again without populating the CreatedBy field"
    );
  }
  if (EvaluationModes.some(({ Mode }) => Mode === "PROACTIVE")) {
    return "AWS Config on this machine evaluates resources that exist: the evaluation mode PROACTIVE isn't there.";
  }
  return undefined;
}

function checkSource({ Owner, SourceIdentifier, SourceDetails = [] }: Source): void {
  if (Owner !== "CUSTOM_LAMBDA") {
    throw new AwsError(
      "InvalidParameterValueException",
      `AWS Config on this machine evaluates rules with Lambda functions: the owner ${Owner} isn't there. ` +
        "Use CUSTOM_LAMBDA.",
    );
  }
  if (SourceDetails.length === 0) {
    throw new AwsError(
      "InvalidParameterValueException",
      "SourceDetails should be null/empty if the owner is AWS. " +
        "SourceDetails should be provided if the owner is CUSTOM_LAMBDA.",
    );
  }
  const timedChange = SourceDetails.find(
    ({ MessageType, MaximumExecutionFrequency }) =>
      MaximumExecutionFrequency !== undefined && MessageType?.endsWith("ItemChangeNotification"),
  );
  if (timedChange) {
    throw new AwsError(
      "InvalidParameterValueException",
      "A maximum execution frequency is not allowed if MessageType is ConfigurationItemChangeNotification or " +
        "OversizedConfigurationItemChangeNotification",
    );
  }
  if (!isFunctionArn(SourceIdentifier ?? "")) {
    throw new AwsError("InsufficientPermissionsException", cannotInvoke(SourceIdentifier ?? ""));
  }
}
