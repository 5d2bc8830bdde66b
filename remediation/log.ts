export type LogLevel = "debug" | "info" | "warn" | "error";

/** What a line says beside its message. Nothing here may hold the result token or a mail address. */
export interface LogDetails {
  readonly groupId?: string;
  /** In readable form, as in {@link SinglePermission}'s key: never descriptions, in which people write anything. */
  readonly permissions?: readonly string[];
  readonly [name: string]: unknown;
}

export type Log = (level: LogLevel, message: string, details?: LogDetails) => void;

/**
 * Writes one JSON object a line: `{"level":"info","message":"revoking for sg-…","groupId":"sg-…","permissions":[…]}`.
 * Through `console`, since Lambda's text log format puts time and request id before such a line and keeps it one event;
 * CloudWatch Logs finds the JSON behind them.
 *
 * @param debug whether lines of level `debug` are written
 */
export function createLog(debug: boolean): Log {
  return (level, message, details = {}) => {
    if (level === "debug" && !debug) return;
    console[level](JSON.stringify({ level, message, ...details }));
  };
}
