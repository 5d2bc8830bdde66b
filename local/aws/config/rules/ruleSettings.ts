import type { ConfigRule, Source } from "@aws-sdk/client-config-service";
import { isObject } from "../../../support/isObject";
import { AwsError } from "../../service";
import type { Rule } from "./rules";

/**
 * Checks a rule's settings for what their shape doesn't say.
 *
 * @throws AwsError `InvalidParameterValueException`; `InsufficientPermissionsException` where the source isn't
 * the ARN of a function.
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
    return isObject(JSON.parse(parameters)) ? undefined : invalid;
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
    return "AWS Config on this machine evaluates existing resources: the evaluation mode PROACTIVE isn't offered here.";
  }
  return undefined;
}

function checkSource({ Owner, SourceIdentifier, SourceDetails = [] }: Source): void {
  if (Owner !== "CUSTOM_LAMBDA") {
    throw new AwsError(
      "InvalidParameterValueException",
      `AWS Config on this machine evaluates rules with Lambda functions: the owner ${Owner} isn't offered here. ` +
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

/** AWS's message where AWS Config isn't permitted to invoke a function, or the function doesn't exist. */
export function cannotInvoke(functionArn: string): string {
  return (
    `The AWS Lambda function ${functionArn} cannot be invoked. ` +
    "Check the specified function ARN, and check the function's permissions."
  );
}

function isFunctionArn(text: string): boolean {
  return /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(text);
}
