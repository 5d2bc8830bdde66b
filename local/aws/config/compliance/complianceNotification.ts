import { newMessage, notification, type Notification } from "../delivery/notification";
import type { RegionalAccount } from "../support/regionalAccount";
import type { Result } from "./results";

/** The notification that a rule's result on a resource has changed. */
export function complianceNotification(
  home: RegionalAccount,
  result: Result,
  before: Result | undefined,
): Notification {
  const { rule, resourceType, resourceId, compliance } = result;
  const message = newMessage("ComplianceChangeNotification", "1.0", {
    awsAccountId: home.accountId,
    configRuleName: rule.name,
    configRuleARN: rule.arn,
    resourceType,
    resourceId,
    awsRegion: home.region,
    newEvaluationResult: evaluationResult(result),
    oldEvaluationResult: before ? evaluationResult(before) : null,
  });
  const change = `${resourceType} ${resourceId} is ${compliance} with ${rule.name}`;
  return notification(home, `${change} in Account ${home.accountId}`, message);
}

function evaluationResult(result: Result): object {
  return {
    evaluationResultIdentifier: {
      evaluationResultQualifier: {
        configRuleName: result.rule.name,
        resourceType: result.resourceType,
        resourceId: result.resourceId,
      },
      orderingTimestamp: result.ordering.toISOString(),
    },
    complianceType: result.compliance,
    resultRecordedTime: result.recorded.toISOString(),
    configRuleInvokedTime: result.invoked.toISOString(),
    annotation: result.annotation ?? null,
    resultToken: null,
  };
}
