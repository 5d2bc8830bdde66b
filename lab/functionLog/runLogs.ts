import { reached } from "../../components/configuration";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { exitCodes, hasCode, LabError } from "../failures";
import { durationInWords } from "../output/duration";
import { print, progress } from "../output/print";
import { readStack, type StackSelection } from "../stack/stack";
import { lineInWords } from "./lineInWords";
import { isEventLine, type LogLine } from "./logLine";
import { followLog, searchLog } from "./searchLog";

export interface RunLogsOptions extends StackSelection {
  /** Milliseconds to look back. */
  readonly since: number;
  readonly filter?: string;
  readonly follow?: boolean;
  /** Lambda's own lines too. */
  readonly all?: boolean;
  /** Only the events of AWS Config, one a line, as `config-lab replay` takes them. */
  readonly events?: boolean;
  /** One JSON object a line. */
  readonly json?: boolean;
}

/** Runs `config-lab logs`. @returns the exit code */
export async function runLogs(options: RunLogsOptions): Promise<number> {
  const lab = await readStack(options);
  const clients = new AwsClients(lab.region);
  const search = { since: new Date(Date.now() - options.since), filter: options.filter };
  // An event is long, and nothing but a replay needs it.
  const wanted = (line: LogLine): boolean =>
    options.events === true
      ? isEventLine(line)
      : options.all === true || (line.source === "function" && !isEventLine(line));
  const write = (line: LogLine): void => print(textOf(line, options));
  try {
    if (options.follow === true) {
      const interrupted = new AbortController();
      process.once("SIGINT", () => interrupted.abort());
      progress(`Following ${lab.logGroupName} (Ctrl-C ends it) …`);
      for await (const line of followLog(clients, lab.logGroupName, search, interrupted.signal)) {
        if (wanted(line)) write(line);
      }
      return exitCodes.ok;
    }
    const lines = (await searchLog(clients, lab.logGroupName, search)).filter(wanted);
    lines.forEach(write);
    if (lines.length === 0) {
      progress(
        `${lab.logGroupName} has no matching lines of the last ${durationInWords(options.since)}. ` +
          (reached(lab.stage, "remediated")
            ? "AWS Config may take 15 minutes to invoke the function; look further back with --since 2h."
            : `At stage "${lab.stage}" nothing invokes the function yet: pulumi config set stage remediated && pulumi up`),
      );
    }
    return exitCodes.ok;
  } catch (error) {
    if (!hasCode(error, "ResourceNotFoundException")) throw error;
    throw new LabError(`There is no log group ${lab.logGroupName} in ${lab.region}.`, {
      code: "NoLogGroup",
      next: "Reconcile the stack with AWS: pulumi refresh, then pulumi up",
      cause: error,
    });
  } finally {
    clients.destroy();
  }
}

function textOf(line: LogLine, { events, json }: RunLogsOptions): string {
  if (events === true) return JSON.stringify(line.details["event"]);
  return json === true ? JSON.stringify(line) : lineInWords(line);
}
