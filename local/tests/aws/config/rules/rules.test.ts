import assert from "node:assert/strict";
import {
  paginateDescribeConfigRules,
  PutConfigRuleCommand,
  type ConfigRule,
} from "@aws-sdk/client-config-service";
import { accountId, functionArn, groupType, region, rule, inWorld, World } from "../world";

const put = (ConfigRule: ConfigRule) => new PutConfigRuleCommand({ ConfigRule });
const ruleName = { ConfigRuleName: "EC2SecurityGroup" };

describe("AWS Config's rules", () => {
  let world: World;
  inWorld(async (started) => {
    world = started;
    await world.record();
  });

  const described = async () => (await world.config.describeConfigRules({})).ConfigRules?.[0];

  it("are returned as they were put, with what AWS adds", async () => {
    await world.config.send(put(rule()));
    const { ConfigRuleArn, ConfigRuleId, ...rest } = (await described()) ?? {};
    assert.match(ConfigRuleId ?? "", /^config-rule-[a-z0-9]{6}$/);
    assert.equal(ConfigRuleArn, `arn:aws:config:${region}:${accountId}:config-rule/${ConfigRuleId}`);
    assert.deepEqual(rest, {
      ...rule(),
      ConfigRuleState: "ACTIVE",
      EvaluationModes: [{ Mode: "DETECTIVE" }],
    });
  });

  it("keep their identity when they are updated, also by ARN or id", async () => {
    await world.config.send(put(rule()));
    const before = await described();
    await world.config.send(put(rule({ Description: "other" })));
    const { ConfigRuleArn } = before ?? {};
    await world.config.send(
      put({ ...rule({ InputParameters: '{"debug":"false"}' }), ConfigRuleName: undefined, ConfigRuleArn }),
    );
    const after = await described();
    assert.equal(after?.ConfigRuleId, before?.ConfigRuleId);
    assert.equal(after?.InputParameters, '{"debug":"false"}');
  });

  it("need a recorder", async () => {
    await assert.rejects(world.client({ region: "eu-west-1" }).send(put(rule())), {
      name: "NoAvailableConfigurationRecorderException",
      message: "Configuration recorder is not available to put config rule.",
    });
  });

  it("need a function that permits AWS Config to invoke it", async () => {
    const refused = {
      name: "InsufficientPermissionsException",
      message:
        `The AWS Lambda function ${functionArn} cannot be invoked. ` +
        "Check the specified function ARN, and check the function's permissions.",
    };
    world.functionPolicy = undefined;
    await assert.rejects(world.config.send(put(rule())), refused);
    assert.equal(await described(), undefined);
    const notAnArn = rule({
      Source: { ...rule().Source, Owner: "CUSTOM_LAMBDA", SourceIdentifier: "evaluate" },
    });
    await assert.rejects(world.config.send(put(notAnArn)), { name: refused.name });
  });

  const source = rule().Source;
  for (const [what, settings, name, message] of [
    [
      "parameters that aren't JSON",
      { InputParameters: "debug" },
      "InvalidParameterValueException",
      "Invalid json debug passed in the InputParameters field",
    ],
    [
      "a scope of types and a tag",
      { Scope: { ComplianceResourceTypes: [groupType], TagKey: "Name" } },
      "InvalidParameterValueException",
      "Scope cannot be applied to both resource and tag",
    ],
    [
      "a tag's value without its key",
      { Scope: { TagValue: "lab" } },
      "InvalidParameterValueException",
      "Tag key should not be empty when tag value is provided in scope",
    ],
    [
      "an id without its type",
      { Scope: { ComplianceResourceId: "sg-1" } },
      "InvalidParameterValueException",
      "A single resourceType should be provided when resourceId is provided in scope",
    ],
    [
      "a managed rule as source",
      { Source: { Owner: "AWS", SourceIdentifier: "INCOMING_SSH_DISABLED" } },
      "InvalidParameterValueException",
      "AWS Config on this machine evaluates rules with Lambda functions: the owner AWS isn't offered here. Use CUSTOM_LAMBDA.",
    ],
    [
      "a frequency for changes",
      {
        Source: {
          ...source,
          Owner: "CUSTOM_LAMBDA",
          SourceDetails: [
            {
              EventSource: "aws.config",
              MessageType: "ConfigurationItemChangeNotification",
              MaximumExecutionFrequency: "One_Hour",
            },
          ],
        },
      },
      "InvalidParameterValueException",
      "A maximum execution frequency is not allowed if MessageType is ConfigurationItemChangeNotification or OversizedConfigurationItemChangeNotification",
    ],
    [
      "a state that only AWS sets",
      { ConfigRuleState: "DELETING" },
      "InvalidParameterValueException",
      "The ConfigRuleState DELETING is invalid.  Only the following values are permitted: ACTIVE",
    ],
    [
      "a name and parameters that are too long",
      { ConfigRuleName: "n".repeat(129), InputParameters: "p".repeat(1025) },
      "ValidationException",
      `2 validation errors detected: Value '${"n".repeat(129)}' at 'configRule.configRuleName' failed to satisfy ` +
        `constraint: Member must have length less than or equal to 128; Value '${"p".repeat(1025)}' at ` +
        "'configRule.inputParameters' failed to satisfy constraint: Member must have length less than or equal to 1024",
    ],
    [
      "a name of blanks",
      { ConfigRuleName: " " },
      "ValidationException",
      "1 validation error detected: Value ' ' at 'configRule.configRuleName' failed to satisfy constraint: Member must satisfy regular expression pattern: .*\\S.*",
    ],
    [
      "an id that the caller chose",
      { ConfigRuleId: "config-rule-abcdef" },
      "InvalidParameterValueException",
      "ConfigRule Arn and Id can not be specified when creating a new ConfigRule. ConfigRule Arn and Id are generated by the service. Please try the request again without specifying ConfigRule Arn or Id.",
    ],
  ] as const) {
    it(`are rejected with ${what}`, () =>
      assert.rejects(world.config.send(put(rule(settings as object))), { name, message }));
  }

  it("are gone once they are deleted", async () => {
    const absent = {
      name: "NoSuchConfigRuleException",
      message:
        "The ConfigRule 'EC2SecurityGroup' provided in the request is invalid. Please check the configRule name",
    };
    await assert.rejects(world.config.deleteConfigRule(ruleName), absent);
    await world.config.send(put(rule()));
    await world.config.deleteConfigRule(ruleName);
    assert.equal(await described(), undefined);
    const names = { ConfigRuleNames: ["EC2SecurityGroup"] };
    await assert.rejects(world.config.describeConfigRules(names), absent);
    await assert.rejects(world.config.describeConfigRuleEvaluationStatus(names), absent);
  });

  it("are returned in pages", async () => {
    for (let index = 0; index < 30; index += 1)
      await world.config.send(put(rule({ ConfigRuleName: `rule-${index}` })));
    const sizes: number[] = [];
    const names = new Set<string | undefined>();
    for await (const page of paginateDescribeConfigRules({ client: world.config }, {})) {
      sizes.push(page.ConfigRules?.length ?? 0);
      for (const each of page.ConfigRules ?? []) names.add(each.ConfigRuleName);
    }
    assert.deepEqual(sizes, [25, 5]);
    assert.equal(names.size, 30);
  });

  it("have tags", async () => {
    await world.config.putConfigRule({ ConfigRule: rule(), Tags: [{ Key: "lab", Value: "7" }] });
    const ResourceArn = (await described())?.ConfigRuleArn;
    const tags = async () => (await world.config.listTagsForResource({ ResourceArn })).Tags;
    assert.deepEqual(await tags(), [{ Key: "lab", Value: "7" }]);
    await world.config.tagResource({ ResourceArn, Tags: [{ Key: "owner", Value: "me" }] });
    await world.config.untagResource({ ResourceArn, TagKeys: ["lab"] });
    assert.deepEqual(await tags(), [{ Key: "owner", Value: "me" }]);
    await world.config.deleteConfigRule(ruleName);
    await assert.rejects(tags(), {
      name: "ResourceNotFoundException",
      message: `ResourceArn '${ResourceArn}' does not exist`,
    });
  });

  it("other than these operations are rejected by name", async () => {
    const config = world.client();
    config.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers["x-amz-target"] = "StarlingDoveService.PutConformancePack";
        return next(args);
      },
      { step: "build" },
    );
    await assert.rejects(config.describeConfigRules({}), {
      name: "UnknownOperationException",
      message: /^AWS Config on this machine has no operation PutConformancePack\. It has: Put/,
    });
  });
});
