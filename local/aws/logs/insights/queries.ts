import { randomUUID } from "node:crypto";
import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { Account } from "../../account";
import { AwsError } from "../../service";
import { groupName, nameOf } from "../groupName";
import { readQuery, runQuery, type Results } from "./query";
import { describeQueries, type StartedQuery } from "./queryList";
import type { LogEvent } from "./record";

type Body = Readonly<Record<string, unknown>>;

interface Outcome extends Results, StartedQuery {
  readonly scanned: number;
  readonly bytes: number;
}

/** CloudWatch Logs Insights: queries are complete when StartQuery returns. */
export class Queries {
  private readonly outcomes = new Map<string, Outcome>();

  constructor(private readonly account: Account) {}

  /** @throws AwsError `MalformedQueryException`, `ResourceNotFoundException`, `InvalidParameterException` */
  async start(region: string, request: Body): Promise<object> {
    const queryString = typeof request.queryString === "string" ? request.queryString : "";
    const query = readQuery(queryString);
    const { startTime, endTime } = request;
    if (typeof startTime !== "number" || typeof endTime !== "number" || startTime > endTime) {
      throw new AwsError("InvalidParameterException", "startTime and endTime: expected two times in order.");
    }
    const groups = groupsOf(request);
    const events = await Promise.all(
      groups.map((group) => this.events(region, group, startTime * 1000, endTime * 1000 + 999)),
    );
    const all = events.flat();
    const limit = typeof request.limit === "number" ? Math.min(request.limit, query.limit) : query.limit;
    const results = runQuery({ ...query, limit }, all, this.account.id);
    const bytes = all.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);
    const queryId = randomUUID();
    const started = { queryId, queryString, region, groups, createTime: Date.now() };
    this.outcomes.set(queryId, { ...results, ...started, scanned: all.length, bytes });
    return { queryId };
  }

  /** @throws AwsError `ResourceNotFoundException` */
  results(region: string, request: Body): object {
    const outcome = this.find(region, request);
    const { rows, matched, scanned, bytes } = outcome;
    const statistics = { recordsMatched: matched, recordsScanned: scanned, bytesScanned: bytes };
    return { queryLanguage: "CWLI", results: rows, statistics, status: "Complete" };
  }

  /** @throws AwsError `InvalidParameterException` */
  describe(region: string, request: Body): object {
    const ofRegion = [...this.outcomes.values()].filter((outcome) => outcome.region === region);
    return describeQueries(ofRegion, request);
  }

  /** @throws AwsError always: no query is in progress. `ResourceNotFoundException`, `InvalidParameterException` */
  stop(region: string, request: Body): never {
    const { queryId } = this.find(region, request);
    throw new AwsError("InvalidParameterException", `The query ${queryId} isn't running: it has ended.`);
  }

  private find(region: string, { queryId }: Body): Outcome {
    const outcome = typeof queryId === "string" ? this.outcomes.get(queryId) : undefined;
    if (outcome?.region === region) return outcome;
    throw new AwsError("ResourceNotFoundException", "The specified query doesn't exist.");
  }

  private async events(
    region: string,
    group: string,
    startTime: number,
    endTime: number,
  ): Promise<LogEvent[]> {
    const client = this.account.moto.in(region).logs;
    const found: LogEvent[] = [];
    try {
      const input = { logGroupName: group, startTime, endTime, interleaved: true };
      for await (const { events = [] } of paginateFilterLogEvents({ client }, input)) {
        for (const { eventId = "", logStreamName = "", message = "", ...times } of events) {
          const { timestamp = 0, ingestionTime = 0 } = times;
          found.push({ eventId, group, logStreamName, message, timestamp, ingestionTime });
        }
      }
    } catch (error) {
      const { name, message } = error as Error;
      throw name === "ResourceNotFoundException" ? new AwsError(name, message) : error;
    }
    return found;
  }
}

/** The groups of a query: one name, or a list of names or of identifiers. */
function groupsOf(request: Body): string[] {
  const lists = [request.logGroupNames, request.logGroupIdentifiers].filter(Array.isArray) as unknown[][];
  const names = lists.flat().map((each) => nameOf(String(each)));
  const all = names.length > 0 ? names : [groupName(request)].filter((name) => name !== "");
  if (all.length > 0) return all;
  throw new AwsError("InvalidParameterException", "A query needs a log group.");
}
