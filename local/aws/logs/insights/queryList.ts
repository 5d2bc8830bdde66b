import { AwsError } from "../../service";

/** A query that was started. */
export interface StartedQuery {
  readonly queryId: string;
  readonly queryString: string;
  readonly region: string;
  readonly groups: readonly string[];
  /** Milliseconds since 1970. */
  readonly createTime: number;
}

const statuses = ["Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown"];
/** AWS's limit of queries in a response, and its default. */
const mostQueries = 1000;

/**
 * The response of DescribeQueries: the latest queries first.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html
 *
 * @param queries all of the region, in the order in which they were started
 * @throws AwsError `InvalidParameterException`
 */
export function describeQueries(
  queries: readonly StartedQuery[],
  request: Readonly<Record<string, unknown>>,
): object {
  const { logGroupName, status, queryLanguage, maxResults = mostQueries, nextToken = "0" } = request;
  if (typeof maxResults !== "number" || maxResults < 1 || maxResults > mostQueries)
    throw invalid("maxResults", `a number from 1 to ${mostQueries}`, maxResults);
  if (status !== undefined && !statuses.some((one) => one === status))
    throw invalid("status", `one of ${statuses.join(", ")}`, status);
  const first = Number(nextToken);
  if (!Number.isInteger(first)) throw invalid("nextToken", "the token of a response", nextToken);
  const matching = queries
    .filter(({ groups }) => typeof logGroupName !== "string" || groups.includes(logGroupName))
    // Queries are complete when they have been started, and have one language.
    .filter(() => [undefined, "Complete"].includes(status as string | undefined))
    .filter(() => [undefined, "CWLI"].includes(queryLanguage as string | undefined))
    .toReversed();
  const next = first + maxResults;
  return {
    queries: matching.slice(first, next).map(({ queryId, queryString, groups, createTime }) => ({
      queryLanguage: "CWLI",
      queryId,
      queryString,
      status: "Complete",
      createTime,
      logGroupName: groups[0],
    })),
    nextToken: next < matching.length ? String(next) : undefined,
  };
}

function invalid(field: string, expected: string, got: unknown): AwsError {
  const message = `${field}: expected ${expected}, got ${JSON.stringify(got)}.`;
  return new AwsError("InvalidParameterException", message);
}
