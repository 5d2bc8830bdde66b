import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { setTimeout as pause } from "node:timers/promises";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { readLogLine, type LogLine } from "./logLine";

export interface LogSearch {
  /** Time of the first line. @default the beginning of the log */
  readonly since?: Date;
  /** Words that a line contains literally, or a filter pattern of CloudWatch Logs. */
  readonly filter?: string;
}

/**
 * Words to a filter pattern of CloudWatch Logs, where they must be quoted to be found together. What is written as a
 * pattern (`"quoted"`, `?a ?b`, `%regex%`, `[fields]`, `{ $.level = "error" }`) stays. The last finds lines that are JSON
 * as a whole, which those of the function aren't: Lambda's text format puts time, request id and level before it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(filter: string | undefined): string | undefined {
  if (filter === undefined || /^\s*[{"?%[-]/.test(filter)) return filter;
  return `"${filter.replace(/["\\]/g, "\\$&")}"`;
}

/** The lines of a log group, oldest first. @throws AWS's ResourceNotFoundException when there is no such group */
export async function searchLog(
  clients: AwsClients,
  logGroupName: string,
  search: LogSearch = {},
): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  const pages = paginateFilterLogEvents(
    { client: clients.logs },
    { logGroupName, startTime: search.since?.getTime(), filterPattern: filterPattern(search.filter) },
  );
  for await (const page of pages) lines.push(...(page.events ?? []).map(readLogLine));
  // The answer is ordered by stream; lines of equal time keep their order within a stream.
  return lines.sort((a, b) => a.time.getTime() - b.time.getTime());
}

/**
 * Lines as they arrive: those since `search.since`, then new ones until `signal` is aborted.
 *
 * @param interval milliseconds between two requests
 */
export async function* followLog(
  clients: AwsClients,
  logGroupName: string,
  search: LogSearch,
  signal: AbortSignal,
  interval = 2000,
): AsyncGenerator<LogLine> {
  const seen = new Set<string>();
  let since = search.since ?? new Date();
  while (!signal.aborted) {
    for (const line of await searchLog(clients, logGroupName, { ...search, since })) {
      if (seen.has(line.id)) continue;
      seen.add(line.id);
      yield line;
      // Overlaps with the last request: CloudWatch Logs may return a line later than one with a later time.
      since = new Date(Math.max(since.getTime(), line.time.getTime() - 30_000));
    }
    await pause(interval, undefined, { signal }).catch(() => {
      // The pause is rejected only by `signal`, which ends the loop.
    });
  }
}
