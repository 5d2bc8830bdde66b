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
import { overall, toEvaluationResult, type Result } from "../compliance/results";
import { resourceKey } from "../recording/items";
import { anyResourceType, complianceTypes, limit, resourceId, ruleName, ruleNames } from "./model/fields";
import { operation, type Operations } from "./model/operation";
import { paginate } from "./model/paging";
import { list, structure, text } from "./model/shapes";

/** Up to here AWS counts what contributes to a compliance. */
const countCap = 25;
/** Where a request specifies no limit. */
const rulesPerPage = 25;
const resultsPerPage = 10;

/** Operations that return the compliance of rules and resources. */
export const complianceOperations: Operations<"evaluation"> = {
  DescribeComplianceByConfigRule: operation<DescribeComplianceByConfigRuleRequest, "evaluation">(
    structure({ ConfigRuleNames: ruleNames, ComplianceTypes: complianceTypes, NextToken: text() }),
    (
      { evaluation },
      { ConfigRuleNames, ComplianceTypes, ...request },
    ): DescribeComplianceByConfigRuleResponse => {
      const rules = evaluation.rules
        .select(ConfigRuleNames)
        .map((rule) => ({ rule, results: evaluation.compliance.results.ofRule(rule) }))
        .filter(({ results }) => wanted(ComplianceTypes, overall(results)));
      const page = paginate(rules, ({ rule }) => rule.id, rulesPerPage, request);
      const ComplianceByConfigRules = page.items.map(({ rule, results }) => ({
        ConfigRuleName: rule.name,
        Compliance: toCompliance(results),
      }));
      return { ComplianceByConfigRules, NextToken: page.nextToken };
    },
  ),

  DescribeComplianceByResource: operation<DescribeComplianceByResourceRequest, "evaluation">(
    structure({
      ResourceType: anyResourceType,
      ResourceId: resourceId,
      ComplianceTypes: complianceTypes,
      Limit: limit,
      NextToken: text(),
    }),
    ({ evaluation }, request): DescribeComplianceByResourceResponse => {
      const { ResourceType, ResourceId, ComplianceTypes } = request;
      if (ResourceId !== undefined && ResourceType === undefined) {
        throw new AwsError(
          "InvalidParameterValueException",
          "ResourceType should be specified when ResourceId is specified.",
        );
      }
      const resources = evaluation.compliance.results
        .resources()
        .filter((resource) => ResourceType === undefined || resource.resourceType === ResourceType)
        .filter((resource) => ResourceId === undefined || resource.resourceId === ResourceId)
        .filter(({ results }) => wanted(ComplianceTypes, overall(results)));
      const page = paginate(resources, resourceKey, resultsPerPage, request);
      const ComplianceByResources = page.items.map((resource) => ({
        ResourceType: resource.resourceType,
        ResourceId: resource.resourceId,
        Compliance: toCompliance(resource.results),
      }));
      return { ComplianceByResources, NextToken: page.nextToken };
    },
  ),

  GetComplianceDetailsByConfigRule: operation<GetComplianceDetailsByConfigRuleRequest, "evaluation">(
    structure({
      "ConfigRuleName*": ruleName,
      ComplianceTypes: complianceTypes,
      Limit: limit,
      NextToken: text(),
    }),
    ({ evaluation }, request): GetComplianceDetailsByConfigRuleResponse => {
      const { ConfigRuleName = "", ComplianceTypes } = request;
      const results = evaluation.compliance.results
        .ofRule(evaluation.rules.require(ConfigRuleName))
        .filter(({ compliance }) => wanted(ComplianceTypes, compliance));
      const page = paginate(results, resourceKey, resultsPerPage, request);
      return { EvaluationResults: page.items.map(toEvaluationResult), NextToken: page.nextToken };
    },
  ),

  GetComplianceDetailsByResource: operation<GetComplianceDetailsByResourceRequest, "evaluation">(
    structure({
      ResourceType: anyResourceType,
      ResourceId: resourceId,
      ComplianceTypes: complianceTypes,
      NextToken: text(),
      ResourceEvaluationId: text(1, 128),
    }),
    ({ evaluation }, request): GetComplianceDetailsByResourceResponse => {
      const { ResourceType, ResourceId, ComplianceTypes } = request;
      if (ResourceType === undefined || ResourceId === undefined) {
        throw new AwsError(
          "InvalidParameterValueException",
          "ResourceType and ResourceId should both be specified.",
        );
      }
      const results = evaluation.compliance.results
        .ofResource({ resourceType: ResourceType, resourceId: ResourceId })
        .filter(({ compliance }) => wanted(ComplianceTypes, compliance));
      const page = paginate(results, ({ rule }) => rule.id, rulesPerPage, request);
      return { EvaluationResults: page.items.map(toEvaluationResult), NextToken: page.nextToken };
    },
  ),

  GetComplianceSummaryByConfigRule: operation<object, "evaluation">(
    structure({}),
    ({ evaluation }): GetComplianceSummaryByConfigRuleResponse => ({
      ComplianceSummary: summary(
        evaluation.rules.all().map((rule) => evaluation.compliance.results.ofRule(rule)),
      ),
    }),
  ),

  GetComplianceSummaryByResourceType: operation<GetComplianceSummaryByResourceTypeRequest, "evaluation">(
    structure({ ResourceTypes: list(anyResourceType, 0, 20) }),
    ({ evaluation }, { ResourceTypes }): GetComplianceSummaryByResourceTypeResponse => {
      const resources = evaluation.compliance.results.resources();
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

/** AWS counts only what contributes to NON_COMPLIANT. */
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
