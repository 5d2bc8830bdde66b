/** One event of a log stream. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly message: string;
}

/** How an invocation went, for its REPORT line. */
export interface Report {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds; only where this invocation started the environment. */
  readonly initDuration?: number;
  /** MB. */
  readonly memorySize: number;
  /** MB. */
  readonly memoryUsed: number;
  /** E.g. `timeout`; absent where the handler returned. */
  readonly status?: string;
  /** E.g. `Runtime.ExitError`. */
  readonly errorType?: string;
}

/** @param runtime e.g. `nodejs22.x`; the line also names the Node.js that runs the code */
export function initStartLine(runtime: string): LogLine {
  const version = runtime.replace(/^nodejs(\d+)\.x$/, "nodejs:$1");
  return line(`INIT_START Runtime Version: ${version} (run by Node.js ${process.versions.node})`);
}

export function startLine(requestId: string): LogLine {
  return line(`START RequestId: ${requestId} Version: $LATEST`);
}

export function endLine(requestId: string): LogLine {
  return line(`END RequestId: ${requestId}`);
}

/** AWS bills the start of an environment together with the invocation that needed it, in whole milliseconds. */
export function reportLine(report: Report): LogLine {
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(report.duration + (report.initDuration ?? 0))} ms`,
    `Memory Size: ${report.memorySize} MB`,
    `Max Memory Used: ${report.memoryUsed} MB`,
  ];
  if (report.initDuration !== undefined) fields.push(`Init Duration: ${report.initDuration.toFixed(2)} ms`);
  if (report.status !== undefined) fields.push(`Status: ${report.status}`);
  if (report.errorType !== undefined) fields.push(`Error Type: ${report.errorType}`);
  return line(fields.join("\t"));
}

/** A line by Lambda itself; every event that Lambda writes ends with a newline. */
export function line(message: string): LogLine {
  return { time: Date.now(), message: `${message}\n` };
}

/** What `X-Amz-Log-Result` holds: the last 4 KB of the invocation's log, in base64. */
export function logTail(lines: readonly LogLine[]): string {
  const log = Buffer.from(lines.map(({ message }) => message).join(""));
  return log.subarray(-4096).toString("base64");
}
