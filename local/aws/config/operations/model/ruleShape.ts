import { EvaluationMode } from "@aws-sdk/client-config-service";
import { anyResourceType, frequency, resourceId, ruleName } from "./fields";
import { flag, list, oneOf, structure, text } from "./shapes";

export const evaluationMode = oneOf(Object.values(EvaluationMode));

const messageTypes = [
  "ConfigurationItemChangeNotification",
  "ConfigurationSnapshotDeliveryCompleted",
  "ScheduledNotification",
  "OversizedConfigurationItemChangeNotification",
];

/** A rule in PutConfigRule's request. */
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
