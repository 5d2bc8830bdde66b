import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import { keyInWords } from "../output/permissions";

/** One line of the function's log. */
export interface LogLine {
  /** Unique within the log group. */
  readonly id: string;
  readonly time: Date;
  /** What wrote it: the function's own code, or Lambda about an invocation (START, END, REPORT). */
  readonly source: "function" | "lambda";
  /** `debug`, `info`, `warn`, `error`; empty where the line has none. */
  readonly level: string;
  readonly message: string;
  readonly groupId?: string;
  /** In words, e.g. `TCP 465 from 0.0.0.0/0`. */
  readonly permissions: readonly string[];
  /** The other fields of the line. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Whether the line holds the event that the function was invoked with. */
export function isEventLine(line: LogLine): boolean {
  return line.source === "function" && line.message === "event" && "event" in line.details;
}

const aboutInvocation = /^(INIT_START|START|END|REPORT|EXTENSION|TELEMETRY|XRAY)\b/;

/**
 * Reads an event of the log group. The function writes one JSON object a line; Lambda's text format puts time, request
 * id and level before it, separated by tabs. A line that isn't JSON (a stack trace, a time-out) is the message itself.
 */
export function readLogLine(event: FilteredLogEvent): LogLine {
  const text = (event.message ?? "").trimEnd();
  const id = `${event.logStreamName ?? ""}/${event.eventId ?? ""}/${event.timestamp ?? 0}`;
  const line = { id, time: new Date(event.timestamp ?? 0), level: "", permissions: [], details: {} };
  if (aboutInvocation.test(text))
    return { ...line, source: "lambda", message: text.replaceAll("\t", "  ").trimEnd() };
  const parts = text.split("\t");
  const body = parts.length >= 4 ? parts.slice(3).join("\t") : text;
  const levelBefore = parts.length >= 4 ? (parts[2] ?? "").toLowerCase() : "";
  const object = readObject(body);
  if (object === undefined) return { ...line, source: "function", level: levelBefore, message: body };
  const { level, message, groupId, permissions, ...details } = object;
  return {
    ...line,
    source: "function",
    level: typeof level === "string" ? level : levelBefore,
    message: typeof message === "string" ? message : body,
    groupId: typeof groupId === "string" ? groupId : undefined,
    permissions: Array.isArray(permissions) ? permissions.map((one) => keyInWords(String(one))) : [],
    details,
  };
}

function readObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Not JSON after all: the caller uses the text itself.
    return undefined;
  }
}
