import {
  type DeleteConfigRuleRequest,
  type DescribeConfigRuleEvaluationStatusRequest,
  type DescribeConfigRuleEvaluationStatusResponse,
  type DescribeConfigRulesRequest,
  type DescribeConfigRulesResponse,
  type PutConfigRuleRequest,
  type StartConfigRulesEvaluationRequest,
  type StartConfigRulesEvaluationResponse,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { cannotInvoke } from "../evaluator";
import { paginate } from "../paging";
import type { RegionalConfig } from "../regionalConfig";
import { inScope, noSuchRule, toConfigRule, type Rule } from "../rules";
import { checkRule, evaluationMode, ruleShape } from "../ruleSettings";
import { list, number, structure, text } from "../shapes";
import { ruleName, ruleNames, tags } from "./fields";
import { operation, type Operation } from "./operation";

/** AWS's quota of rules per account and region. */
const ruleLimit = 1_000;
const pageSize = 25;

/** Operations on rules. */
export const ruleOperations: Readonly<Record<string, Operation>> = {
  PutConfigRule: operation<PutConfigRuleRequest>(
    structure({ "ConfigRule*": ruleShape, Tags: tags }),
    async (config, { ConfigRule: given, Tags }) => {
      if (!config.recorder) {
        throw new AwsError(
          "NoAvailableConfigurationRecorderException",
          "Configuration recorder is not available to put config rule.",
        );
      }
      const { ConfigRuleName, ConfigRuleArn, ConfigRuleId, ...settings } = given ?? { Source: undefined };
      const existing = findRule(config, { ConfigRuleName, ConfigRuleArn, ConfigRuleId });
      checkRule(settings);
      if (!existing && config.rules.count >= ruleLimit) throw tooManyRules(ConfigRuleName);
      const rule = existing ?? config.rules.draft(ConfigRuleName ?? "", settings);
      const functionArn = settings.Source?.SourceIdentifier ?? "";
      if (!(await config.access.mayInvoke(functionArn, rule.arn))) {
        throw new AwsError("InsufficientPermissionsException", cannotInvoke(functionArn));
      }
      keep(config, rule, settings, Tags);
      config.evaluateAll([rule]);
    },
  ),

  DescribeConfigRules: operation<DescribeConfigRulesRequest>(
    structure({
      ConfigRuleNames: ruleNames,
      NextToken: text(),
      Filters: structure({ EvaluationMode: evaluationMode }),
    }),
    (config, { ConfigRuleNames, NextToken, Filters }): DescribeConfigRulesResponse => {
      // Every rule here is detective: it looks at resources that exist.
      const rules = Filters?.EvaluationMode === "PROACTIVE" ? [] : config.rules.select(ConfigRuleNames);
      const page = paginate(rules, ({ id }) => id, { nextToken: NextToken, usual: pageSize });
      return { ConfigRules: page.items.map(toConfigRule), NextToken: page.nextToken };
    },
  ),

  DeleteConfigRule: operation<DeleteConfigRuleRequest>(
    structure({ "ConfigRuleName*": ruleName }),
    (config, { ConfigRuleName = "" }) => {
      const rule = config.rules.require(ConfigRuleName);
      config.rules.delete(rule);
      config.schedule.end(rule);
      config.tags.delete(rule.arn);
      config.compliance.forgetRule(rule);
    },
  ),

  StartConfigRulesEvaluation: operation<StartConfigRulesEvaluationRequest>(
    structure({ ConfigRuleNames: list(ruleName, 1, 25) }),
    (config, { ConfigRuleNames }): StartConfigRulesEvaluationResponse => {
      const rules = config.rules.select(ConfigRuleNames);
      const busy = rules.filter(({ evaluating }) => evaluating).map(({ name }) => name);
      if (busy.length > 0) {
        // AWS also refuses a second call within a minute; here rules are done in less.
        throw new AwsError(
          "LimitExceededException",
          `An evaluation is in progress for the config rules [${busy.join(", ")}]. Try again when it is done.`,
        );
      }
      config.evaluateAll(rules, true);
      return {};
    },
  ),

  DescribeConfigRuleEvaluationStatus: operation<DescribeConfigRuleEvaluationStatusRequest>(
    structure({ ConfigRuleNames: ruleNames, NextToken: text(), Limit: number(0, 50) }),
    (config, { ConfigRuleNames, NextToken, Limit }): DescribeConfigRuleEvaluationStatusResponse => {
      const rules = config.rules.select(ConfigRuleNames);
      const page = paginate(rules, ({ id }) => id, { limit: Limit, nextToken: NextToken, usual: pageSize });
      return { ConfigRulesEvaluationStatus: page.items.map(toEvaluationStatus), NextToken: page.nextToken };
    },
  ),
};

type Identity = Pick<
  NonNullable<PutConfigRuleRequest["ConfigRule"]>,
  "ConfigRuleName" | "ConfigRuleArn" | "ConfigRuleId"
>;

/** The rule that is updated; undefined for a new one. */
function findRule(config: RegionalConfig, identity: Identity): Rule | undefined {
  const { ConfigRuleName, ConfigRuleArn, ConfigRuleId } = identity;
  const rule =
    ConfigRuleName !== undefined
      ? config.rules.find(ConfigRuleName)
      : config.rules.all().find(({ arn, id }) => arn === ConfigRuleArn || id === ConfigRuleId);
  const contradicts =
    (ConfigRuleArn !== undefined && ConfigRuleArn !== rule?.arn) ||
    (ConfigRuleId !== undefined && ConfigRuleId !== rule?.id);
  if (rule && contradicts) throw noSuchRule(ConfigRuleName ?? ConfigRuleArn ?? ConfigRuleId ?? "");
  if (rule) return rule;
  if (contradicts) {
    throw new AwsError(
      "InvalidParameterValueException",
      "ConfigRule Arn and Id can not be specified when creating a new ConfigRule. ConfigRule Arn and Id are " +
        "generated by the service. Please try the request again without specifying ConfigRule Arn or Id.",
    );
  }
  if (ConfigRuleName !== undefined) return undefined;
  throw new AwsError(
    "InvalidParameterValueException",
    "One of ConfigRule Name, Arn or Id must be specified.",
  );
}

function keep(
  config: RegionalConfig,
  rule: Rule,
  settings: Rule["settings"],
  givenTags: PutConfigRuleRequest["Tags"],
): void {
  rule.settings = settings;
  if (!config.rules.exists(rule)) {
    config.rules.add(rule);
    config.tags.create(rule.arn, givenTags);
  }
  config.schedule.follow(rule);
  for (const result of config.compliance.results.ofRule(rule)) {
    const item = config.items.last(result);
    if (item && !inScope(rule, item)) config.compliance.forget(rule, result);
  }
}

function tooManyRules(newName: string | undefined): AwsError {
  return new AwsError(
    "MaxNumberOfConfigRulesExceededException",
    `Failed to put config rule '${newName}' because the maximum number of config rules: ${ruleLimit} is reached.`,
  );
}

function toEvaluationStatus(rule: Rule) {
  return {
    ConfigRuleName: rule.name,
    ConfigRuleArn: rule.arn,
    ConfigRuleId: rule.id,
    LastSuccessfulInvocationTime: rule.lastSuccessfulInvocation,
    LastFailedInvocationTime: rule.lastFailedInvocation,
    LastSuccessfulEvaluationTime: rule.lastSuccessfulEvaluation,
    LastFailedEvaluationTime: rule.lastFailedEvaluation,
    FirstActivatedTime: rule.activated,
    LastErrorCode: rule.lastErrorCode,
    LastErrorMessage: rule.lastErrorMessage,
    FirstEvaluationStarted: rule.firstEvaluationStarted,
  };
}
