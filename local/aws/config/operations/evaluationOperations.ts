import {
  ResourceType,
  type DeleteEvaluationResultsRequest,
  type DeleteEvaluationResultsResponse,
  type Evaluation,
  type PutEvaluationsRequest,
  type PutEvaluationsResponse,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import type { Wire } from "../support/wire";
import { anyResourceType, resourceId, ruleName } from "./model/fields";
import { operation, type Operations } from "./model/operation";
import { flag, list, oneOf, structure, text, time } from "./model/shapes";

const evaluationShape = structure({
  "ComplianceResourceType*": anyResourceType,
  "ComplianceResourceId*": resourceId,
  "ComplianceType*": oneOf(["COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE", "INSUFFICIENT_DATA"]),
  Annotation: text(1, 256),
  "OrderingTimestamp*": time,
});

/** By how much a function's clock may be ahead of this machine's. Milliseconds. */
const clockSkew = 5 * 60_000;

/** Types besides those with configuration items: a rule may evaluate the account as a whole. */
const otherTypes = ["AWS::::Account"];

/** Operations by which rules' functions report, and by which what they reported is deleted. */
export const evaluationOperations: Operations<"evaluation"> = {
  PutEvaluations: operation<PutEvaluationsRequest, "evaluation">(
    structure({ Evaluations: list(evaluationShape, 0, 100), "ResultToken*": text(), TestMode: flag }),
    ({ evaluation }, { Evaluations = [], ResultToken = "", TestMode }): PutEvaluationsResponse => {
      for (const each of Evaluations) checkEvaluation(each);
      // In test mode the token isn't checked, and nothing is recorded.
      if (!TestMode) evaluation.report(ResultToken, Evaluations);
      return { FailedEvaluations: [] };
    },
  ),

  DeleteEvaluationResults: operation<DeleteEvaluationResultsRequest, "evaluation">(
    structure({ "ConfigRuleName*": ruleName }),
    ({ evaluation }, { ConfigRuleName = "" }): DeleteEvaluationResultsResponse => {
      const rule = evaluation.rules.require(ConfigRuleName);
      if (rule.evaluating) {
        throw new AwsError(
          "ResourceInUseException",
          `The rule ${ConfigRuleName} is currently being evaluated. Please try again after some time`,
        );
      }
      evaluation.compliance.forgetRule(rule);
      return {};
    },
  ),
};

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
