import type {
  ConfigRule,
  EvaluationMode,
  EventSource,
  MaximumExecutionFrequency,
  MessageType,
  Owner,
} from "@aws-sdk/client-config-service";
import type { Rule, RuleArgs } from "@pulumi/aws/cfg/rule";
import { object, output, set, text } from "../../properties/property";
import { resourceType, type InputsOf, type StateOf } from "../resource/resourceType";
import type { AwsAccount } from "../account/awsAccount";
import { isGone } from "../account/awsError";
import { until } from "../account/waitUntil";
import { json } from "../resource/jsonProperty";
import { fromAwsTags, tagChanges, tagged, toAwsTags } from "../resource/tags";
import { frequencies } from "./frequencies";

const messageTypes = [
  "ConfigurationItemChangeNotification",
  "ConfigurationSnapshotDeliveryCompleted",
  "OversizedConfigurationItemChangeNotification",
  "ScheduledNotification",
];

export default resourceType<RuleArgs, Rule>({
  token: "aws:cfg/rule:Rule",
  properties: {
    description: text(),
    evaluationModes: set(object({ mode: text({ oneOf: ["DETECTIVE", "PROACTIVE"] }) }), { computed: true }),
    inputParameters: json(),
    maximumExecutionFrequency: text({ oneOf: frequencies }),
    name: text({ replaces: true }),
    region: text({ computed: true, replaces: true }),
    scope: object({
      complianceResourceId: text(),
      complianceResourceTypes: set(text()),
      tagKey: text(),
      tagValue: text(),
    }),
    source: object(
      {
        owner: text({ required: true, oneOf: ["AWS", "CUSTOM_LAMBDA"] }),
        sourceDetails: set(
          object({
            eventSource: text({ default: "aws.config", oneOf: ["aws.config"] }),
            maximumExecutionFrequency: text({ oneOf: frequencies }),
            messageType: text({ oneOf: messageTypes }),
          }),
        ),
        sourceIdentifier: text(),
      },
      { required: true },
    ),
    ...tagged,
    arn: output(),
    ruleId: output(),
  },
  autoName: { property: "name", maximum: 128 },
  gone: ["NoSuchConfigRuleException"],

  async create(inputs, aws) {
    await write(inputs, aws, true);
    return inputs.name ?? "";
  },

  async read(id, aws) {
    const config = await aws.config();
    const { ConfigRules } = await config.describeConfigRules({ ConfigRuleNames: [id] });
    const rule = ConfigRules?.[0];
    if (!rule) return undefined;
    const { Tags } = await config.listTagsForResource({ ResourceArn: rule.ConfigRuleArn });
    return { ...described(rule), tagsAll: fromAwsTags(Tags) };
  },

  async update(_, { olds, news, has }, aws) {
    const properties = [
      "description",
      "evaluationModes",
      "inputParameters",
      "maximumExecutionFrequency",
      "scope",
      "source",
    ] as const;
    if (has(...properties)) await write(news, aws, false);
    if (has("tags")) {
      const config = await aws.config();
      const changes = tagChanges(olds.tagsAll, aws.tags(news.tags));
      const ResourceArn = olds.arn;
      if (changes.remove.length > 0) await config.untagResource({ ResourceArn, TagKeys: changes.remove });
      const Tags = toAwsTags(changes.set);
      if (Tags.length > 0) await config.tagResource({ ResourceArn, Tags });
    }
  },

  async delete(id, _, aws) {
    const config = await aws.config();
    await config.deleteConfigRule({ ConfigRuleName: id });
    // AWS Config deletes in the background, and meanwhile the function may still be invoked.
    await until(`AWS Config to delete the rule ${id}`, async () => {
      try {
        const { ConfigRules } = await config.describeConfigRules({ ConfigRuleNames: [id] });
        return !ConfigRules || ConfigRules.length === 0;
      } catch (error) {
        if (isGone(error, ["NoSuchConfigRuleException"])) return true;
        throw error;
      }
    });
  },
});

async function write(inputs: InputsOf<RuleArgs, Rule>, aws: AwsAccount, isNew: boolean): Promise<void> {
  const { scope, source } = inputs;
  await (
    await aws.config()
  ).putConfigRule({
    ConfigRule: {
      ConfigRuleName: inputs.name,
      Description: inputs.description,
      InputParameters: inputs.inputParameters,
      MaximumExecutionFrequency: inputs.maximumExecutionFrequency as MaximumExecutionFrequency | undefined,
      EvaluationModes: inputs.evaluationModes?.map(({ mode }) => ({ Mode: mode as EvaluationMode })),
      Scope: scope && {
        ComplianceResourceId: scope.complianceResourceId,
        ComplianceResourceTypes: scope.complianceResourceTypes,
        TagKey: scope.tagKey,
        TagValue: scope.tagValue,
      },
      Source: {
        Owner: source.owner as Owner,
        SourceIdentifier: source.sourceIdentifier,
        SourceDetails: source.sourceDetails?.map((detail) => ({
          EventSource: (detail.eventSource ?? "aws.config") as EventSource,
          MaximumExecutionFrequency: detail.maximumExecutionFrequency as
            MaximumExecutionFrequency | undefined,
          MessageType: detail.messageType as MessageType,
        })),
      },
    },
    Tags: isNew ? toAwsTags(aws.tags(inputs.tags)) : undefined,
  });
}

function described(rule: ConfigRule): Partial<StateOf<Rule>> {
  const { Scope: scope, Source: source } = rule;
  return {
    arn: rule.ConfigRuleArn,
    description: rule.Description,
    evaluationModes: rule.EvaluationModes?.map(({ Mode }) => ({ mode: Mode ?? "" })) ?? [],
    inputParameters: rule.InputParameters,
    maximumExecutionFrequency: rule.MaximumExecutionFrequency,
    name: rule.ConfigRuleName,
    ruleId: rule.ConfigRuleId,
    scope: scope && {
      complianceResourceId: scope.ComplianceResourceId,
      complianceResourceTypes: scope.ComplianceResourceTypes,
      tagKey: scope.TagKey,
      tagValue: scope.TagValue,
    },
    source: {
      owner: source?.Owner ?? "",
      sourceDetails: source?.SourceDetails?.map((detail) => ({
        eventSource: detail.EventSource,
        maximumExecutionFrequency: detail.MaximumExecutionFrequency,
        messageType: detail.MessageType,
      })),
      sourceIdentifier: source?.SourceIdentifier,
    },
  };
}
