export type LogLevel = "debug" | "info" | "warn" | "error";

/** The fields of a line beside its message. None may contain the result token or a mail address. */
export interface LogDetails {
  readonly groupId?: string;
  /** In readable form, as in {@link SinglePermission}'s key: never descriptions, which are free text. */
  readonly permissions?: readonly string[];
  readonly [name: string]: unknown;
}

export type Log = (level: LogLevel, message: string, details?: LogDetails) => void;

/**
 * Writes one JSON object a line: `{"level":"info","message":"revoking for sg-…","groupId":"sg-…","permissions":[…]}`.
 * Through `console`, since Lambda's text log format then prefixes the line with time and request id and keeps it one event;
 * CloudWatch Logs finds the JSON after them.
 *
 * @param debug whether lines of level `debug` are written
 */
export function createLog(debug: boolean): Log {
  return (level, message, details = {}) => {
    if (level === "debug" && !debug) return;
    console[level](JSON.stringify({ level, message, ...details }));
  };
}
