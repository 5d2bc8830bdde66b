import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { setTimeout as pause } from "node:timers/promises";
import type { LabClients } from "../stack/clients";
import { readLogLine, type LogLine } from "./logLine";

export interface LogSearch {
  /** The first moment that counts. @default the beginning */
  readonly since?: Date;
  /** Words that stand in the line as they are, or a filter pattern of CloudWatch Logs. */
  readonly filter?: string;
}

/**
 * Words to a filter pattern of CloudWatch Logs, where they must be quoted to be found together. What is written as a
 * pattern (`{ $.level = "error" }`, `"quoted"`, `?a ?b`, `%regex%`, `[fields]`) stays.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(filter: string | undefined): string | undefined {
  if (filter === undefined || /^\s*[{"?%[-]/.test(filter)) return filter;
  return `"${filter}"`;
}

/** The lines of a log group, oldest first. @throws AWS's ResourceNotFoundException when there is no such group */
export async function searchLog(
  clients: LabClients,
  logGroupName: string,
  search: LogSearch = {},
): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  const pages = paginateFilterLogEvents(
    { client: clients.logs },
    { logGroupName, startTime: search.since?.getTime(), filterPattern: filterPattern(search.filter) },
  );
  for await (const page of pages) lines.push(...(page.events ?? []).map(readLogLine));
  // Streams come one after the other; equal times keep the order within their stream.
  return lines.sort((a, b) => a.time.getTime() - b.time.getTime());
}

/**
 * Lines as they come, until `signal` ends it: what is there since `search.since`, then what is new.
 *
 * @param interval milliseconds between two looks
 */
export async function* followLog(
  clients: LabClients,
  logGroupName: string,
  search: LogSearch,
  signal: AbortSignal,
  interval = 2000,
): AsyncGenerator<LogLine> {
  const told = new Set<string>();
  let since = search.since ?? new Date();
  while (!signal.aborted) {
    for (const line of await searchLog(clients, logGroupName, { ...search, since })) {
      if (told.has(line.id)) continue;
      told.add(line.id);
      yield line;
      // Looking back a little: CloudWatch Logs may show a line after one that is younger.
      since = new Date(Math.max(since.getTime(), line.time.getTime() - 30_000));
    }
    await pause(interval, undefined, { signal }).catch(() => {
      // Only `signal` ends a pause, and the loop looks at it.
    });
  }
}
