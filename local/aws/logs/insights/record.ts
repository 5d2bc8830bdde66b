import { isObject } from "../../../support/isObject";

/** A log event of a group. */
export interface LogEvent {
  readonly eventId: string;
  readonly group: string;
  readonly logStreamName: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly ingestionTime: number;
}

export type Value = string | number | boolean | null | undefined;

/** Finds the value of an event's field, e.g. `@message`, or `user.name` of the JSON in the message. */
export type Fields = (name: string) => Value;

/**
 * The fields that CloudWatch Logs Insights discovers: its own, and those of the JSON in the message, which Lambda's lines
 * have behind their prefix.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export function fieldsOf(event: LogEvent, accountId: string): Fields {
  const own: Readonly<Record<string, Value>> = {
    "@timestamp": time(event.timestamp),
    "@ingestionTime": time(event.ingestionTime),
    "@message": event.message,
    "@logStream": event.logStreamName,
    "@log": `${accountId}:${event.group}`,
    "@ptr": event.eventId,
    "@requestId": /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/.exec(event.message)?.[0],
    "@type": /^(START|END|REPORT)\b/.exec(event.message)?.[1],
  };
  let json: unknown;
  return (name) => {
    if (name.startsWith("@")) return own[name];
    json ??= embeddedJson(event.message) ?? {};
    const value = name.split(".").reduce<unknown>((parent, part) => {
      if (Array.isArray(parent)) return (parent as unknown[])[Number(part)];
      return isObject(parent) && Object.hasOwn(parent, part) ? parent[part] : undefined;
    }, json);
    return typeof value === "object" && value !== null ? JSON.stringify(value) : (value as Value);
  };
}

/** E.g. `2026-01-31 09:05:00.250`, in UTC. */
function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "");
}

function embeddedJson(message: string): unknown {
  const start = message.indexOf("{");
  const end = message.lastIndexOf("}");
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(message.slice(start, end + 1)) as unknown;
  } catch {
    // Not JSON: no fields are discovered.
    return undefined;
  }
}
