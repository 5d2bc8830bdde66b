import type {
  DeleteConfigRuleRequest,
  DescribeConfigRuleEvaluationStatusRequest,
  DescribeConfigRuleEvaluationStatusResponse,
  DescribeConfigRulesRequest,
  DescribeConfigRulesResponse,
  PutConfigRuleRequest,
  StartConfigRulesEvaluationRequest,
  StartConfigRulesEvaluationResponse,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { cannotInvoke, checkRule } from "../rules/ruleSettings";
import { noSuchRule, toConfigRule, type Rule, type Rules } from "../rules/rules";
import { ruleName, ruleNames, tags } from "./model/fields";
import { operation, type Operations } from "./model/operation";
import { paginate } from "./model/paging";
import { evaluationMode, ruleShape } from "./model/ruleShape";
import { list, number, structure, text } from "./model/shapes";

const pageSize = 25;

/** Operations on rules. */
export const ruleOperations: Operations<"recording" | "evaluation" | "tags"> = {
  PutConfigRule: operation<PutConfigRuleRequest, "recording" | "evaluation" | "tags">(
    structure({ "ConfigRule*": ruleShape, Tags: tags }),
    async (parts, { ConfigRule: given, Tags }) => {
      parts.recording.recorders.requireAny("put config rule");
      const { rules } = parts.evaluation;
      const { ConfigRuleName, ConfigRuleArn, ConfigRuleId, ...settings } = given ?? { Source: undefined };
      const existing = findRule(rules, { ConfigRuleName, ConfigRuleArn, ConfigRuleId });
      checkRule(settings);
      if (!existing && rules.count >= rules.quota) throw tooManyRules(ConfigRuleName, rules.quota);
      const rule = existing ?? rules.draft(ConfigRuleName ?? "", settings);
      const functionArn = settings.Source?.SourceIdentifier ?? "";
      if (!(await parts.evaluation.mayInvoke(functionArn, rule))) {
        throw new AwsError("InsufficientPermissionsException", cannotInvoke(functionArn));
      }
      if (!rules.exists(rule)) parts.tags.create(rule.arn, Tags);
      parts.evaluation.putRule(rule, settings);
    },
  ),

  DescribeConfigRules: operation<DescribeConfigRulesRequest, "evaluation">(
    structure({
      ConfigRuleNames: ruleNames,
      NextToken: text(),
      Filters: structure({ EvaluationMode: evaluationMode }),
    }),
    ({ evaluation }, { ConfigRuleNames, Filters, ...request }): DescribeConfigRulesResponse => {
      // Every rule here is detective: it evaluates existing resources.
      const rules = Filters?.EvaluationMode === "PROACTIVE" ? [] : evaluation.rules.select(ConfigRuleNames);
      const page = paginate(rules, ({ id }) => id, pageSize, request);
      return { ConfigRules: page.items.map(toConfigRule), NextToken: page.nextToken };
    },
  ),

  DeleteConfigRule: operation<DeleteConfigRuleRequest, "evaluation" | "tags">(
    structure({ "ConfigRuleName*": ruleName }),
    ({ evaluation, tags }, { ConfigRuleName = "" }) => {
      const rule = evaluation.rules.require(ConfigRuleName);
      evaluation.deleteRule(rule);
      tags.delete(rule.arn);
    },
  ),

  StartConfigRulesEvaluation: operation<StartConfigRulesEvaluationRequest, "evaluation">(
    structure({ ConfigRuleNames: list(ruleName, 1, 25) }),
    ({ evaluation }, { ConfigRuleNames }): StartConfigRulesEvaluationResponse => {
      const rules = evaluation.rules.select(ConfigRuleNames);
      const busy = rules.filter(({ evaluating }) => evaluating).map(({ name }) => name);
      if (busy.length > 0) {
        // AWS also rejects a second call within a minute; here evaluations take less.
        throw new AwsError(
          "LimitExceededException",
          `An evaluation is in progress for the config rules [${busy.join(", ")}]. Try again when it is complete.`,
        );
      }
      evaluation.evaluateOnDemand(rules);
      return {};
    },
  ),

  DescribeConfigRuleEvaluationStatus: operation<DescribeConfigRuleEvaluationStatusRequest, "evaluation">(
    structure({ ConfigRuleNames: ruleNames, NextToken: text(), Limit: number(0, 50) }),
    ({ evaluation }, { ConfigRuleNames, ...request }): DescribeConfigRuleEvaluationStatusResponse => {
      const page = paginate(evaluation.rules.select(ConfigRuleNames), ({ id }) => id, pageSize, request);
      return { ConfigRulesEvaluationStatus: page.items.map(toEvaluationStatus), NextToken: page.nextToken };
    },
  ),
};

type Identity = Pick<
  NonNullable<PutConfigRuleRequest["ConfigRule"]>,
  "ConfigRuleName" | "ConfigRuleArn" | "ConfigRuleId"
>;

/** The rule to be updated; undefined for a new one. */
function findRule(rules: Rules, identity: Identity): Rule | undefined {
  const { ConfigRuleName, ConfigRuleArn, ConfigRuleId } = identity;
  const rule =
    ConfigRuleName !== undefined
      ? rules.find(ConfigRuleName)
      : rules.all().find(({ arn, id }) => arn === ConfigRuleArn || id === ConfigRuleId);
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

function tooManyRules(newName: string | undefined, quota: number): AwsError {
  return new AwsError(
    "MaxNumberOfConfigRulesExceededException",
    `Failed to put config rule '${newName}' because the maximum number of config rules: ${quota} is reached.`,
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
    LastErrorCode: rule.lastError?.code,
    LastErrorMessage: rule.lastError?.message,
    FirstEvaluationStarted: rule.firstEvaluationStarted,
  };
}
