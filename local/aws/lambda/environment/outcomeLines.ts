import { line, type LogLine } from "../log";
import type { Outcome } from "./outcome";

/** What Lambda logs about a handler that couldn't be loaded. @param duration milliseconds */
export function initReportLine(duration: number, outcome: Outcome & { ok: false }): LogLine {
  const fields = [`INIT_REPORT Init Duration: ${duration.toFixed(2)} ms`, "Phase: init"];
  return line([...fields, `Status: ${outcome.status}`, `Error Type: ${outcome.error.errorType}`].join("\t"));
}

/** What Lambda itself logs about an end that the code couldn't report. */
export function failureLines(requestId: string, outcome: Outcome): LogLine[] {
  if (outcome.ok) return [];
  const { errorType, errorMessage } = outcome.error;
  if (errorType === "Sandbox.Timedout") {
    const text = errorMessage.replace(/^.* Error: /, "");
    return [line(`${new Date().toISOString()} ${requestId} ${text}\n`)];
  }
  return errorType === "Runtime.ExitError" ? [line(`${errorMessage}\n${errorType}`)] : [];
}

/** The end of a REPORT line: what became of the runtime; an error of the handler's own doesn't show in it. */
export function reportedStatus(outcome: Outcome): { status?: string; errorType?: string } {
  if (outcome.ok) return {};
  if (outcome.status === "timeout") return { status: "timeout" };
  const { errorType } = outcome.error;
  return errorType.startsWith("Runtime.") ? { status: "error", errorType } : {};
}
