import type {
  EventSource,
  MaximumExecutionFrequency,
  MessageType,
  Owner,
} from "@aws-sdk/client-config-service";
import type { Rule, RuleArgs } from "@pulumi/aws/cfg/rule";
import { object, output, set, text } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { isGone } from "../account/awsError";
import { waitUntil } from "../account/waitUntil";
import { json } from "../resource/jsonProperty";
import { createdAndUpdatedBy, resourceType, type InputsOf } from "../resource/resourceType";
import { fromAwsTags, taggedBy, toAwsTags } from "../resource/tags";
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
    inputParameters: json(),
    name: text({ replaces: true }),
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
        sourceIdentifier: text({ required: true }),
      },
      { required: true },
    ),
    arn: output(),
    ruleId: output(),
  },
  autoName: { property: "name", maximum: 128 },
  tags: taggedBy(
    (aws, { arn }, tags) => aws.config.tagResource({ ResourceArn: arn, Tags: toAwsTags(tags) }),
    (aws, { arn }, keys) => aws.config.untagResource({ ResourceArn: arn, TagKeys: keys }),
  ),
  gone: ["NoSuchConfigRuleException"],

  ...createdAndUpdatedBy(put),

  async read(id, aws) {
    const rule = await find(id, aws);
    if (!rule) return undefined;
    const { Tags } = await aws.config.listTagsForResource({ ResourceArn: rule.ConfigRuleArn });
    const { Scope: scope, Source: source } = rule;
    return {
      arn: rule.ConfigRuleArn,
      description: rule.Description,
      inputParameters: rule.InputParameters,
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
      tagsAll: fromAwsTags(Tags),
    };
  },

  async delete(id, _, aws) {
    await aws.config.deleteConfigRule({ ConfigRuleName: id });
    // AWS Config deletes in the background, and meanwhile the function may still be invoked.
    await waitUntil(`AWS Config to delete the rule ${id}`, async () => {
      try {
        return (await find(id, aws)) === undefined;
      } catch (error) {
        if (isGone(error, ["NoSuchConfigRuleException"])) return true;
        throw error;
      }
    });
  },
});

async function find(name: string, aws: AwsAccount) {
  const { ConfigRules } = await aws.config.describeConfigRules({ ConfigRuleNames: [name] });
  return ConfigRules?.[0];
}

async function put(inputs: InputsOf<RuleArgs, Rule>, aws: AwsAccount): Promise<string> {
  const { scope, source } = inputs;
  await aws.config.putConfigRule({
    ConfigRule: {
      ConfigRuleName: inputs.name,
      Description: inputs.description,
      InputParameters: inputs.inputParameters,
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
          EventSource: detail.eventSource as EventSource | undefined,
          MaximumExecutionFrequency: detail.maximumExecutionFrequency as
            MaximumExecutionFrequency | undefined,
          MessageType: detail.messageType as MessageType,
        })),
      },
    },
    // Read at creation only.
    Tags: toAwsTags(aws.tags(inputs.tags)),
  });
  return inputs.name ?? "";
}
