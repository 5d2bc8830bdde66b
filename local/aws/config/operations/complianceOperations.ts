import {
  type Compliance,
  type ComplianceType,
  type DescribeComplianceByConfigRuleRequest,
  type DescribeComplianceByConfigRuleResponse,
  type DescribeComplianceByResourceRequest,
  type DescribeComplianceByResourceResponse,
  type GetComplianceDetailsByConfigRuleRequest,
  type GetComplianceDetailsByConfigRuleResponse,
  type GetComplianceDetailsByResourceRequest,
  type GetComplianceDetailsByResourceResponse,
  type GetComplianceSummaryByConfigRuleResponse,
  type GetComplianceSummaryByResourceTypeRequest,
  type GetComplianceSummaryByResourceTypeResponse,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import { resourceKey } from "../items";
import { paginate } from "../paging";
import { overall, toEvaluationResult, type Result } from "../results";
import { list, structure, text } from "../shapes";
import { anyResourceType, complianceTypes, limit, resourceId, ruleName, ruleNames } from "./fields";
import { operation, type Operation } from "./operation";

/** AWS counts what contributes to a compliance up to here. */
const countCap = 25;
/** Where a request names no limit. */
const rulesPerPage = 25;
const resultsPerPage = 10;

/** Operations that answer how rules and resources fare. */
export const complianceOperations: Readonly<Record<string, Operation>> = {
  DescribeComplianceByConfigRule: operation<DescribeComplianceByConfigRuleRequest>(
    structure({ ConfigRuleNames: ruleNames, ComplianceTypes: complianceTypes, NextToken: text() }),
    (config, { ConfigRuleNames, ComplianceTypes, NextToken }): DescribeComplianceByConfigRuleResponse => {
      const rules = config.rules
        .select(ConfigRuleNames)
        .map((rule) => ({ rule, results: config.compliance.results.ofRule(rule) }))
        .filter(({ results }) => wanted(ComplianceTypes, overall(results)));
      const page = paginate(rules, ({ rule }) => rule.id, { nextToken: NextToken, usual: rulesPerPage });
      const ComplianceByConfigRules = page.items.map(({ rule, results }) => ({
        ConfigRuleName: rule.name,
        Compliance: toCompliance(results),
      }));
      return { ComplianceByConfigRules, NextToken: page.nextToken };
    },
  ),

  DescribeComplianceByResource: operation<DescribeComplianceByResourceRequest>(
    structure({
      ResourceType: anyResourceType,
      ResourceId: resourceId,
      ComplianceTypes: complianceTypes,
      Limit: limit,
      NextToken: text(),
    }),
    (config, request): DescribeComplianceByResourceResponse => {
      const { ResourceType, ResourceId, ComplianceTypes, Limit, NextToken } = request;
      if (ResourceId !== undefined && ResourceType === undefined) {
        throw new AwsError(
          "InvalidParameterValueException",
          "ResourceType should be specified when ResourceId is specified.",
        );
      }
      const resources = config.compliance.results
        .resources()
        .filter((resource) => ResourceType === undefined || resource.resourceType === ResourceType)
        .filter((resource) => ResourceId === undefined || resource.resourceId === ResourceId)
        .filter(({ results }) => wanted(ComplianceTypes, overall(results)));
      const page = paginate(resources, resourceKey, {
        limit: Limit,
        nextToken: NextToken,
        usual: resultsPerPage,
      });
      const ComplianceByResources = page.items.map((resource) => ({
        ResourceType: resource.resourceType,
        ResourceId: resource.resourceId,
        Compliance: toCompliance(resource.results),
      }));
      return { ComplianceByResources, NextToken: page.nextToken };
    },
  ),

  GetComplianceDetailsByConfigRule: operation<GetComplianceDetailsByConfigRuleRequest>(
    structure({
      "ConfigRuleName*": ruleName,
      ComplianceTypes: complianceTypes,
      Limit: limit,
      NextToken: text(),
    }),
    (config, request): GetComplianceDetailsByConfigRuleResponse => {
      const { ConfigRuleName = "", ComplianceTypes, Limit, NextToken } = request;
      const results = config.compliance.results
        .ofRule(config.rules.require(ConfigRuleName))
        .filter(({ compliance }) => wanted(ComplianceTypes, compliance));
      const page = paginate(results, resourceKey, {
        limit: Limit,
        nextToken: NextToken,
        usual: resultsPerPage,
      });
      return { EvaluationResults: page.items.map(toEvaluationResult), NextToken: page.nextToken };
    },
  ),

  GetComplianceDetailsByResource: operation<GetComplianceDetailsByResourceRequest>(
    structure({
      ResourceType: anyResourceType,
      ResourceId: resourceId,
      ComplianceTypes: complianceTypes,
      NextToken: text(),
      ResourceEvaluationId: text(1, 128),
    }),
    (config, request): GetComplianceDetailsByResourceResponse => {
      const { ResourceType, ResourceId, ComplianceTypes, NextToken } = request;
      if (ResourceType === undefined || ResourceId === undefined) {
        throw new AwsError(
          "InvalidParameterValueException",
          "ResourceType and ResourceId should both be specified.",
        );
      }
      const results = config.compliance.results
        .ofResource({ resourceType: ResourceType, resourceId: ResourceId })
        .filter(({ compliance }) => wanted(ComplianceTypes, compliance));
      const page = paginate(results, ({ rule }) => rule.id, { nextToken: NextToken, usual: rulesPerPage });
      return { EvaluationResults: page.items.map(toEvaluationResult), NextToken: page.nextToken };
    },
  ),

  GetComplianceSummaryByConfigRule: operation(
    structure({}),
    (config): GetComplianceSummaryByConfigRuleResponse => ({
      ComplianceSummary: summary(config.rules.all().map((rule) => config.compliance.results.ofRule(rule))),
    }),
  ),

  GetComplianceSummaryByResourceType: operation<GetComplianceSummaryByResourceTypeRequest>(
    structure({ ResourceTypes: list(anyResourceType, 0, 20) }),
    (config, { ResourceTypes }): GetComplianceSummaryByResourceTypeResponse => {
      const resources = config.compliance.results.resources();
      const resultsOf = (type?: string) =>
        resources
          .filter(({ resourceType }) => type === undefined || resourceType === type)
          .map(({ results }) => results);
      const ComplianceSummariesByResourceType = ResourceTypes?.length
        ? ResourceTypes.map((type) => ({ ResourceType: type, ComplianceSummary: summary(resultsOf(type)) }))
        : [{ ComplianceSummary: summary(resultsOf()) }];
      return { ComplianceSummariesByResourceType };
    },
  ),
};

function wanted(filter: readonly ComplianceType[] | undefined, compliance: ComplianceType): boolean {
  return !filter?.length || filter.includes(compliance);
}

/** AWS counts the contributors of a NON_COMPLIANT only. */
function toCompliance(results: readonly Result[]): Compliance {
  const compliance = overall(results);
  if (compliance !== "NON_COMPLIANT") return { ComplianceType: compliance };
  const count = results.filter((result) => result.compliance === compliance).length;
  return { ComplianceType: compliance, ComplianceContributorCount: capped(count) };
}

function summary(groups: readonly (readonly Result[])[]) {
  const all = groups.map(overall);
  return {
    CompliantResourceCount: capped(all.filter((compliance) => compliance === "COMPLIANT").length),
    NonCompliantResourceCount: capped(all.filter((compliance) => compliance === "NON_COMPLIANT").length),
    ComplianceSummaryTimestamp: new Date(),
  };
}

function capped(count: number) {
  return { CappedCount: Math.min(count, countCap), CapExceeded: count > countCap };
}
