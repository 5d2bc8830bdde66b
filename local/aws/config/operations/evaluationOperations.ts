import {
  ResourceType,
  type DeleteEvaluationResultsRequest,
  type DeleteEvaluationResultsResponse,
  type Evaluation,
  type PutEvaluationsRequest,
  type PutEvaluationsResponse,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import type { Invocation } from "../resultToken";
import type { RegionalConfig } from "../regionalConfig";
import { noSuchRule } from "../rules";
import { flag, list, oneOf, structure, text, time } from "../shapes";
import type { Wire } from "../wire";
import { anyResourceType, resourceId, ruleName } from "./fields";
import { operation, type Operation } from "./operation";

const evaluationShape = structure({
  "ComplianceResourceType*": anyResourceType,
  "ComplianceResourceId*": resourceId,
  "ComplianceType*": oneOf(["COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE", "INSUFFICIENT_DATA"]),
  Annotation: text(1, 256),
  "OrderingTimestamp*": time,
});

/** How far ahead of this machine's clock a function's may be. Milliseconds. */
const clockSkew = 5 * 60_000;

/** Types beside those with configuration items: a rule may judge the account as a whole. */
const otherTypes = ["AWS::::Account"];

/** Operations by which rules' functions report, and by which their reports are thrown away. */
export const evaluationOperations: Readonly<Record<string, Operation>> = {
  PutEvaluations: operation<PutEvaluationsRequest>(
    structure({ Evaluations: list(evaluationShape, 0, 100), "ResultToken*": text(), TestMode: flag }),
    (config, { Evaluations = [], ResultToken = "", TestMode }): PutEvaluationsResponse => {
      for (const evaluation of Evaluations) checkEvaluation(evaluation);
      // A test run: neither is the token looked at, nor is anything recorded.
      if (TestMode) return { FailedEvaluations: [] };
      const invocation = config.tokens.read(ResultToken);
      record(config, invocation, Evaluations);
      return { FailedEvaluations: [] };
    },
  ),

  DeleteEvaluationResults: operation<DeleteEvaluationResultsRequest>(
    structure({ "ConfigRuleName*": ruleName }),
    (config, { ConfigRuleName = "" }): DeleteEvaluationResultsResponse => {
      const rule = config.rules.require(ConfigRuleName);
      if (rule.evaluating) {
        throw new AwsError(
          "ResourceInUseException",
          `The rule ${ConfigRuleName} is currently being evaluated. Please try again after some time`,
        );
      }
      config.compliance.forgetRule(rule);
      return {};
    },
  ),
};

function record(
  config: RegionalConfig,
  invocation: Invocation,
  evaluations: readonly Wire<Evaluation>[],
): void {
  const rule = config.rules.findById(invocation.ruleId);
  // Tokens die with their rule, also where another one has its name by now.
  if (!rule) throw noSuchRule(invocation.ruleName);
  for (const evaluation of evaluations) config.compliance.record(rule, invocation, evaluation);
  config.evaluator.reported(invocation.id);
  rule.lastSuccessfulEvaluation = new Date();
}

function checkEvaluation(evaluation: Wire<Evaluation>): void {
  const { ComplianceResourceType: type = "", ComplianceType, OrderingTimestamp = 0 } = evaluation;
  if (ComplianceType === "INSUFFICIENT_DATA") {
    throw invalid(
      "The ComplianceType INSUFFICIENT_DATA is invalid. Only the following values are permitted: " +
        "[COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE].",
    );
  }
  const types: readonly string[] = [...Object.values(ResourceType), ...otherTypes];
  if (!types.includes(type)) {
    throw invalid(
      `The resource type ${type} is invalid. Only the following values are permitted: [${types.join(", ")}].`,
    );
  }
  if (OrderingTimestamp * 1000 > Date.now() + clockSkew) {
    throw invalid(
      `The OrderingTimestamp ${new Date(OrderingTimestamp * 1000).toISOString()} is in the future.`,
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}
