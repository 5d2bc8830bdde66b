import { paginateFilterLogEvents, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** The invocations of the account's functions that their logs have, by Lambda's report of each. */
export async function countInvocations({ logs: client }: AwsClients): Promise<number> {
  let count = 0;
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      const wanted = { logGroupName, filterPattern: '"REPORT RequestId"' };
      for await (const { events = [] } of paginateFilterLogEvents({ client }, wanted)) count += events.length;
    }
  }
  return count;
}
